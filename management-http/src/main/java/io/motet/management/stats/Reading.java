package io.motet.management.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of one object, or of several together, as a request sees them: values of this moment,
 * rates and samples from the histories.
 */
public final class Reading {
  private static final double MILLIS_PER_SECOND = 1000.0;

  private final Layout layout;
  private final long[] values;
  private final List<History> histories;
  private final SampleRanges ranges;
  private final long oldestMillis;

  /**
   * @param histories one per object that the values are the sum of, without those that never had
   *     traffic
   * @param oldestMillis a last sample before that means the rate is 0
   */
  Reading(
      Layout layout,
      long[] values,
      List<History> histories,
      SampleRanges ranges,
      long oldestMillis) {
    this.layout = layout;
    this.values = values;
    this.histories = histories;
    this.ranges = ranges;
    this.oldestMillis = oldestMillis;
  }

  /** The figure's value of this moment. */
  public long value(String figure) {
    return values[layout.indexOf(figure)];
  }

  /** Change per second over the last interval. */
  public double rate(String figure) {
    int column = layout.indexOf(figure);
    double sum = 0.0;
    for (History history : histories) {
      sum += history.rate(column, oldestMillis);
    }
    return sum;
  }

  /** Puts each figure under its name, and its rate under the name with {@code _details}. */
  public void put(Map<String, Object> facts, String... figures) {
    for (String figure : figures) {
      facts.put(figure, value(figure));
      facts.put(figure + "_details", details(figure));
    }
  }

  /** Like {@link #put}, but only when at least one of them is not 0. */
  public void putIfAny(Map<String, Object> facts, String... figures) {
    for (String figure : figures) {
      if (value(figure) != 0) {
        put(facts, figures);
        return;
      }
    }
  }

  /** Rate, and samples where the client asked for them. */
  public Map<String, Object> details(String figure) {
    int column = layout.indexOf(figure);
    SampleRange range = ranges.get(layout.kind(column));
    Map<String, Object> details = new LinkedHashMap<>();
    if (range == null) {
      details.put("rate", rate(figure));
    } else {
      sampled(column, range, details);
    }
    return details;
  }

  private void sampled(int column, SampleRange range, Map<String, Object> details) {
    int count = range.count();
    List<Map<String, Object>> samples = new ArrayList<>(count);
    double total = 0;
    long[] points = new long[count];
    for (int i = 0; i < count; i++) {
      long timeMillis = range.lastMillis() - i * range.incrementMillis();
      points[i] = valueAt(column, timeMillis);
      total += points[i];
      Map<String, Object> sample = new LinkedHashMap<>();
      sample.put("sample", points[i]);
      sample.put("timestamp", timeMillis);
      samples.add(sample);
    }
    details.put(
        "rate", count < 2 ? 0.0 : perSecond(points[0] - points[1], range.incrementMillis()));
    details.put("samples", samples);
    if (count > 1) {
      long spanMillis = (count - 1) * range.incrementMillis();
      details.put("avg_rate", perSecond(points[0] - points[count - 1], spanMillis));
      details.put("avg", total / count);
    }
  }

  private long valueAt(int column, long timeMillis) {
    long sum = 0;
    for (History history : histories) {
      sum += history.valueAt(column, timeMillis);
    }
    return sum;
  }

  private static double perSecond(long change, long millis) {
    return change * MILLIS_PER_SECOND / millis;
  }
}
