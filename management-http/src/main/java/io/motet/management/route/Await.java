package io.motet.management.route;

import io.motet.management.http.HttpFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on a worker thread for what the broker does on its own threads. */
public final class Await {
  private static final long TIMEOUT_SECONDS = 60;

  private Await() {}

  /** The result, or what it failed with; 503 when the broker does not get there in a minute. */
  public static <T> T result(CompletableFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      throw new HttpFailure(503, "service_unavailable", "the broker did not answer in time");
    } catch (InterruptedException e) {
      throw new HttpFailure(503, "service_unavailable", "the broker is stopping");
    }
  }
}
