package io.motet.kafka.share;

import io.motet.broker.topic.Partition;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;

/**
 * Where a group begins in a partition that it has not read before: {@code earliest}, {@code latest}
 * or {@code by_duration:PnDTnHnMn.nS}. What is none of these is the latest.
 */
final class OffsetReset {
  private static final String EARLIEST = "earliest";
  private static final String BY_DURATION = "by_duration:";

  private OffsetReset() {}

  private static Duration duration(String strategy) {
    if (!strategy.startsWith(BY_DURATION)) {
      return null;
    }
    try {
      Duration duration = Duration.parse(strategy.substring(BY_DURATION.length()));
      return duration.isNegative() ? null : duration;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** The offset in an open partition; completes on any thread. */
  static CompletableFuture<Long> offset(String strategy, Partition log, long nowMillis) {
    Duration back = duration(strategy);
    if (back == null) {
      return CompletableFuture.completedFuture(
          strategy.equals(EARLIEST) ? log.logStartOffset() : log.highWatermark());
    }
    return log.offsetForTimestamp(nowMillis - back.toMillis())
        .thenApply(found -> found.offset() < 0 ? log.highWatermark() : found.offset());
  }
}
