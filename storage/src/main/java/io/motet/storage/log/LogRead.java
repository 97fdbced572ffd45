package io.motet.storage.log;

import io.motet.storage.log.producer.AbortedTransaction;
import java.util.List;

/** What became of a read. */
public sealed interface LogRead {
  /**
   * Whole batches, or none where the reader is at its end.
   *
   * @param nextOffset where the next read goes on
   * @param aborted null unless committed records were asked for
   * @param region to be released
   */
  record Found(
      long highWatermark,
      long lastStableOffset,
      long logStartOffset,
      long nextOffset,
      List<AbortedTransaction> aborted,
      LogRegion region)
      implements LogRead {}

  /** The log does not have the offset. */
  record OutOfRange(long logStartOffset, long highWatermark) implements LogRead {}
}
