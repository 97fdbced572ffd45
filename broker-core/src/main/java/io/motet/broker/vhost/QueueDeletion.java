package io.motet.broker.vhost;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.queue.LocalQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Deletes queues. The queue's shard decides, since it knows consumers and messages; then the
 * metadata shard takes the name out. Between the two the name is marked, and a declare of it waits:
 * else a client could be given a queue that is gone. On the metadata shard.
 */
final class QueueDeletion {
  private final String virtualHost;
  private final Topology topology;
  private final ModelServices services;
  private final Map<String, CompletableFuture<Void>> inProgress = new HashMap<>();

  QueueDeletion(String virtualHost, Topology topology, ModelServices services) {
    this.virtualHost = virtualHost;
    this.topology = topology;
    this.services = services;
  }

  /** Null when no such deletion is going on; else completes when it is decided. */
  CompletableFuture<Void> inProgress(String name) {
    return inProgress.get(name);
  }

  /** Deletes by name; see {@link VirtualHost#deleteQueue}. */
  CompletableFuture<Long> delete(
      String name, boolean ifUnused, boolean ifEmpty, ClientConnection by) {
    CompletableFuture<Void> earlier = inProgress.get(name);
    if (earlier != null) {
      return earlier.thenCompose(done -> delete(name, ifUnused, ifEmpty, by));
    }
    LocalQueue queue = topology.queue(name);
    if (queue == null) {
      return CompletableFuture.completedFuture(0L);
    }
    try {
      QueueOperations.checkAccess(queue, by, virtualHost);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    return delete(queue, ifUnused, ifEmpty);
  }

  /** Deletes this very queue; fails when it refuses. */
  CompletableFuture<Long> delete(LocalQueue queue, boolean ifUnused, boolean ifEmpty) {
    CompletableFuture<Long> result = new CompletableFuture<>();
    CompletableFuture<Void> earlier = inProgress.get(queue.name());
    if (earlier != null) {
      return earlier.thenCompose(done -> delete(queue, ifUnused, ifEmpty));
    }
    if (!queue.equals(topology.queue(queue.name()))) {
      result.complete(0L);
      return result;
    }
    CompletableFuture<Void> decided = new CompletableFuture<>();
    inProgress.put(queue.name(), decided);
    queue
        .delete(ifUnused, ifEmpty)
        .whenComplete(
            (messages, refusal) ->
                services
                    .store()
                    .shard()
                    .run(() -> finish(queue, messages, refusal, decided, result)));
    return result;
  }

  private void finish(
      LocalQueue queue,
      Long messages,
      Throwable refusal,
      CompletableFuture<Void> decided,
      CompletableFuture<Long> result) {
    inProgress.remove(queue.name());
    if (refusal != null) {
      result.completeExceptionally(refusal);
    } else {
      services
          .store()
          .change(change -> forget(change, queue, messages))
          .whenComplete(
              (count, failure) -> {
                if (failure == null) {
                  result.complete(count);
                } else {
                  result.completeExceptionally(failure);
                }
              });
    }
    decided.complete(null);
  }

  private Long forget(MetadataChange change, LocalQueue queue, Long messages) {
    topology.remove(queue, change);
    services.churn().queueDeleted();
    return messages;
  }
}
