package io.motet.management.stats;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a request says about samples: {@code lengths_age=60&lengths_incr=5} and the like. */
public final class SampleRanges {
  private static final int MOST_SAMPLES = 500;
  private static final long MILLIS_PER_SECOND = 1000;

  /** No samples, rates only. */
  public static final SampleRanges NONE = new SampleRanges(Map.of());

  private final Map<RangeKind, SampleRange> ranges;

  private SampleRanges(Map<RangeKind, SampleRange> ranges) {
    this.ranges = ranges;
  }

  /**
   * Reads the parameters.
   *
   * @param query a parameter's value, or null
   * @throws IllegalArgumentException for a range that is empty, negative or too long
   */
  public static SampleRanges of(UnaryOperator<String> query, long nowMillis) {
    Map<RangeKind, SampleRange> ranges = new EnumMap<>(RangeKind.class);
    for (RangeKind kind : RangeKind.values()) {
      Long age = number(query.apply(kind.parameter() + "_age"));
      Long increment = number(query.apply(kind.parameter() + "_incr"));
      if (age != null && increment != null) {
        ranges.put(kind, range(age, increment, nowMillis));
      }
    }
    return ranges.isEmpty() ? NONE : new SampleRanges(ranges);
  }

  private static SampleRange range(long ageSeconds, long incrementSeconds, long nowMillis) {
    if (ageSeconds <= 0 || incrementSeconds <= 0 || ageSeconds / incrementSeconds > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          "Invalid range parameters: age " + ageSeconds + ", incr " + incrementSeconds);
    }
    long increment = incrementSeconds * MILLIS_PER_SECOND;
    long last = nowMillis / increment * increment;
    return new SampleRange(last - ageSeconds * MILLIS_PER_SECOND, last, increment);
  }

  private static Long number(String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Null when the client wants no samples of that kind. */
  SampleRange get(RangeKind kind) {
    return ranges.get(kind);
  }
}
