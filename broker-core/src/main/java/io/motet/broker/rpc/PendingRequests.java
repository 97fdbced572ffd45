package io.motet.broker.rpc;

import io.motet.broker.shard.Shard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The requests of one requester that wait for their replies, by correlation id. A reply to a
 * request that is not here any more finds nothing: that is how late replies are dropped. On one
 * shard only.
 *
 * @param <T> what the front end keeps about a request
 */
public final class PendingRequests<T> {
  private final Shard shard;
  private final int limit;
  private final BiConsumer<String, T> timedOut;
  private final Map<String, Pending<T>> pending = new HashMap<>();

  private record Pending<T>(T request, Shard.Timer timer) {}

  /**
   * @param limit most requests at a time
   * @param timedOut told of a request whose deadline passed; it is no longer here then
   */
  public PendingRequests(Shard shard, int limit, BiConsumer<String, T> timedOut) {
    this.shard = shard;
    this.limit = limit;
    this.timedOut = timedOut;
  }

  /** Whether {@link #add} would be refused. */
  public boolean full() {
    return pending.size() >= limit;
  }

  public int size() {
    return pending.size();
  }

  /**
   * Remembers a request.
   *
   * @param correlationId not in use here
   * @param timeoutMillis 0 for no deadline
   * @throws IllegalStateException when there are too many, or the id is in use
   */
  public void add(String correlationId, T request, long timeoutMillis) {
    if (full()) {
      throw new IllegalStateException("more than " + limit + " requests wait for a reply");
    }
    if (pending.containsKey(correlationId)) {
      throw new IllegalStateException("correlation id in use: " + correlationId);
    }
    Shard.Timer timer =
        timeoutMillis == 0 ? null : shard.schedule(timeoutMillis, () -> timeOut(correlationId));
    pending.put(correlationId, new Pending<>(request, timer));
  }

  private void timeOut(String correlationId) {
    Pending<T> late = pending.remove(correlationId);
    if (late != null) {
      timedOut.accept(correlationId, late.request());
    }
  }

  /** The request that waits under the id, or null. */
  public T find(String correlationId) {
    Pending<T> found = pending.get(correlationId);
    return found == null ? null : found.request();
  }

  /** Forgets the request that waits under the id and returns it; null when there is none. */
  public T remove(String correlationId) {
    Pending<T> removed = pending.remove(correlationId);
    if (removed == null) {
      return null;
    }
    cancelTimer(removed);
    return removed.request();
  }

  /** The requester is gone: forgets and returns all. */
  public List<T> clear() {
    List<T> left = new ArrayList<>();
    for (Pending<T> one : pending.values()) {
      cancelTimer(one);
      left.add(one.request());
    }
    pending.clear();
    return left;
  }

  private static void cancelTimer(Pending<?> one) {
    if (one.timer() != null) {
      one.timer().cancel();
    }
  }
}
