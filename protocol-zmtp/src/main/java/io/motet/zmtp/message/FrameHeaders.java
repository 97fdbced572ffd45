package io.motet.zmtp.message;

import java.util.ArrayList;
import java.util.List;

/** The headers by which other protocols see, and may say, where a body's frames end. */
public final class FrameHeaders {
  /** The lengths of the frames whose concatenation the body is: a list of numbers. */
  public static final String FRAMES = "x-zmtp-frames";

  /** True when the routing key was one more frame, the first. */
  public static final String TOPIC = "x-zmtp-topic";

  private FrameHeaders() {}

  static List<Object> of(int[] lengths, int count) {
    List<Object> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(lengths[i]);
    }
    return list;
  }

  /** The sum of the numbers that a header's value lists; 0 when it is no list of numbers. */
  static long sum(Object value) {
    if (!(value instanceof List<?> list)) {
      return 0;
    }
    return list.stream()
        .filter(Number.class::isInstance)
        .mapToLong(length -> ((Number) length).longValue())
        .sum();
  }

  /**
   * The lengths that a header's value says.
   *
   * @return null when it says none that make a body of that size: the body is one frame then
   */
  static int[] lengths(Object value, long bodySizeBytes) {
    if (!(value instanceof List<?> list)
        || list.isEmpty()
        || list.size() > PropertiesLayout.MAX_FRAMES) {
      return null;
    }
    int[] lengths = new int[list.size()];
    long sum = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (!(list.get(i) instanceof Number number)
          || number.longValue() < 0
          || number.longValue() > Integer.MAX_VALUE) {
        return null;
      }
      lengths[i] = number.intValue();
      sum += lengths[i];
    }
    return sum == bodySizeBytes ? lengths : null;
  }
}
