package io.motet.management.stats;

import java.util.List;

/**
 * How long samples are kept, and how coarse: RabbitMQ's policies. Spans are a little longer than
 * they are named for, so that a whole hour is still there at its end.
 *
 * @param levels finest first
 */
record Retention(List<Level> levels) {
  private static final Level TEN_MINUTES = new Level(605_000, 5_000);
  private static final Level HOUR = new Level(3_660_000, 60_000);
  private static final Level EIGHT_HOURS = new Level(29_400_000, 600_000);
  private static final Level DAY = new Level(86_400_000, 1_800_000);

  /** For single objects. */
  static final Retention BASIC = new Retention(List.of(TEN_MINUTES, HOUR));

  /** For the whole broker and its virtual hosts. */
  static final Retention GLOBAL = new Retention(List.of(TEN_MINUTES, HOUR, EIGHT_HOURS, DAY));

  /** Enough for a rate: for objects beyond the limit on histories. */
  static final Retention RATES_ONLY = new Retention(List.of(new Level(10_000, 5_000)));

  /** One resolution. */
  record Level(long spanMillis, long intervalMillis) {
    int samples() {
      return (int) (spanMillis / intervalMillis) + 1;
    }
  }
}
