package io.motet.broker.topic;

import java.util.List;

/** What became of a fetch. */
public sealed interface FetchResult {
  /**
   * Some batches, or none where the offset is the reader's end.
   *
   * @param aborted the aborted transactions that reach into the batches, by their first offsets;
   *     null unless isolation is {@code READ_COMMITTED}
   * @param records must be {@linkplain Records#release released}
   */
  record Fetched(
      long highWatermark,
      long lastStableOffset,
      long logStartOffset,
      List<AbortedTransaction> aborted,
      Records records)
      implements FetchResult {}

  /** The offset is before the log's start or behind its end. */
  record OutOfRange(long logStartOffset, long highWatermark) implements FetchResult {}

  /** The disk could not be read, or the topic has been deleted. */
  record Failed(boolean deleted, String text) implements FetchResult {}

  /**
   * A transaction whose records a reader of committed ones leaves out.
   *
   * @param firstOffset of its records in this log
   */
  record AbortedTransaction(long producerId, long firstOffset) {}
}
