package io.motet.broker.vhost;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataStore;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes changes of a virtual host to the metadata shard, and refuses them once it is being deleted:
 * a record made after its own is gone would belong to nobody.
 */
final class VirtualHostChanges {
  private final String virtualHost;
  private final MetadataStore store;

  /** On the metadata shard. */
  private boolean ending;

  VirtualHostChanges(String virtualHost, MetadataStore store) {
    this.virtualHost = virtualHost;
    this.store = store;
  }

  /** The virtual host is being deleted. On the metadata shard. */
  void end() {
    ending = true;
  }

  /** Makes a change. Any thread; what it answers completes when the change is durable. */
  <T> CompletableFuture<T> make(Function<MetadataChange, T> function) {
    return store.change(
        change -> {
          if (ending) {
            throw new BrokerException(
                ErrorKind.NOT_FOUND, "virtual host '" + virtualHost + "' does not exist");
          }
          return function.apply(change);
        });
  }

  /** Runs what makes changes of its own on the metadata shard. Any thread. */
  <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> operation) {
    CompletableFuture<T> result = new CompletableFuture<>();
    store
        .shard()
        .run(
            () ->
                started(operation)
                    .whenComplete(
                        (value, failure) -> {
                          if (failure == null) {
                            result.complete(value);
                          } else {
                            result.completeExceptionally(Failures.cause(failure));
                          }
                        }));
    return result;
  }

  private static <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> operation) {
    try {
      return operation.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
