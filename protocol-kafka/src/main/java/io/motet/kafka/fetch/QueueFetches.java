package io.motet.kafka.fetch;

import io.motet.broker.queue.LocalQueue;
import io.motet.broker.stream.QueueRecordReader;
import io.motet.broker.stream.QueueRecords;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.queue.QueueTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What one fetch reads from queues that are no streams. They answer from their own shards, so they
 * are read before the fetch is tried. On the connection's shard.
 */
final class QueueFetches {
  private final PartitionReader reader;
  private final RequestContext context;
  private final int maxBytes;
  private final Map<FetchedPartition, LocalQueue> queues = new HashMap<>();

  QueueFetches(
      PartitionReader reader,
      List<FetchedPartition> partitions,
      RequestContext context,
      int maxBytes) {
    this.reader = reader;
    this.context = context;
    this.maxBytes = maxBytes;
    for (FetchedPartition fetched : partitions) {
      QueueTopic topic = reader.readableQueue(fetched);
      if (topic != null && topic.queue() instanceof LocalQueue queue) {
        queues.put(fetched, queue);
      }
    }
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }

  /** Reads them all; the reader has what came of it when the task runs. */
  void read(Runnable task) {
    List<CompletableFuture<?>> reads = new ArrayList<>(queues.size());
    queues.forEach((fetched, queue) -> reads.add(read(fetched, queue)));
    CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .whenComplete((all, failure) -> context.shard().execute(task));
  }

  private CompletableFuture<?> read(FetchedPartition fetched, LocalQueue queue) {
    int limit = Math.max(0, Math.min(maxBytes, fetched.wanted().partitionMaxBytes));
    CompletableFuture<Void> noted = new CompletableFuture<>();
    QueueRecordReader.read(queue, fetched.wanted().fetchOffset, limit)
        .whenComplete(
            (records, failure) -> context.shard().execute(() -> note(fetched, records, noted)));
    return noted;
  }

  private void note(FetchedPartition fetched, QueueRecords records, CompletableFuture<Void> noted) {
    reader.queueRead(fetched, records);
    noted.complete(null);
  }
}
