package io.motet.broker.stream;

import io.motet.broker.topic.Partition;
import io.motet.broker.topic.TimestampOffset;
import java.util.concurrent.CompletableFuture;

/** Finds the offset that a starting point means in a partition, which is open. */
final class Places {
  private Places() {}

  /** Sets the reader there; completes when that is done. */
  static CompletableFuture<Void> begin(
      PartitionReader reader, Partition partition, StartingPoint start, long nowMillis) {
    if (start instanceof StartingPoint.Since since) {
      return beginAt(reader, partition, since.timestampMillis());
    }
    if (start instanceof StartingPoint.Ago ago) {
      return beginAt(reader, partition, nowMillis - ago.ageMillis());
    }
    if (start instanceof StartingPoint.First) {
      reader.begin(partition.logStartOffset(), false);
    } else if (start instanceof StartingPoint.Last) {
      long last = partition.highWatermark() - 1;
      reader.begin(Math.max(partition.logStartOffset(), last), true);
    } else if (start instanceof StartingPoint.AtOffset at) {
      reader.begin(Math.max(0, at.offset()), false);
    } else {
      reader.begin(partition.highWatermark(), false);
    }
    return CompletableFuture.completedFuture(null);
  }

  private static CompletableFuture<Void> beginAt(
      PartitionReader reader, Partition partition, long timestampMillis) {
    return partition
        .offsetForTimestamp(timestampMillis)
        .thenAccept(
            found ->
                reader.begin(
                    found.equals(TimestampOffset.NONE) ? partition.highWatermark() : found.offset(),
                    false));
  }
}
