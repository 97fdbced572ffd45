package io.motet.broker.group;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.TimestampOffset;
import java.util.concurrent.CompletableFuture;

/**
 * Where a group is to go on in a partition. What lies outside of the log becomes its nearest end.
 */
public sealed interface OffsetTarget {
  /** The first record that there is. */
  record Earliest() implements OffsetTarget {}

  /** Behind the last record that there is. */
  record Latest() implements OffsetTarget {}

  /** A place that somebody knows. */
  record At(long offset) implements OffsetTarget {}

  /** So many records after where it is, or before. */
  record Shift(long count) implements OffsetTarget {}

  /** The first record that is at least that young; behind the last when all are older. */
  record Since(long timestampMillis) implements OffsetTarget {}

  /**
   * Works out the offset.
   *
   * @param partition that is open
   * @param current null when the group has not read it
   * @return fails with {@link BrokerException} where there is nothing to shift
   */
  default CompletableFuture<Long> in(Partition partition, Long current) {
    if (this instanceof Since since) {
      return partition
          .offsetForTimestamp(since.timestampMillis())
          .thenApply(found -> within(partition, offset(found)));
    }
    long wanted;
    if (this instanceof Earliest) {
      wanted = 0;
    } else if (this instanceof At at) {
      wanted = at.offset();
    } else if (this instanceof Shift shift) {
      if (current == null) {
        return CompletableFuture.failedFuture(nothingToShift(partition));
      }
      wanted = current + shift.count();
    } else {
      wanted = Long.MAX_VALUE;
    }
    return CompletableFuture.completedFuture(within(partition, wanted));
  }

  private static long offset(TimestampOffset found) {
    return found.found() ? found.offset() : Long.MAX_VALUE;
  }

  private static long within(Partition partition, long offset) {
    return Math.max(partition.logStartOffset(), Math.min(offset, partition.highWatermark()));
  }

  private static BrokerException nothingToShift(Partition partition) {
    return new BrokerException(
        ErrorKind.PRECONDITION_FAILED,
        "the group has no offset to shift in partition "
            + partition.index()
            + " of topic '"
            + partition.topic().name()
            + "'");
  }
}
