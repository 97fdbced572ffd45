package io.motet.broker.stream;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RabbitMQ's ages: a number and a unit, from seconds to years. */
public final class MaxAge {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([YMDhms])");
  private static final long SECOND_MILLIS = 1_000;
  private static final long DAY_MILLIS = 24 * 60 * 60 * SECOND_MILLIS;
  private static final Map<String, Long> UNIT_MILLIS =
      Map.of(
          "Y", 365 * DAY_MILLIS,
          "M", 30 * DAY_MILLIS,
          "D", DAY_MILLIS,
          "h", 60 * 60 * SECOND_MILLIS,
          "m", 60 * SECOND_MILLIS,
          "s", SECOND_MILLIS);

  private MaxAge() {}

  /** The age in milliseconds; -1 when the text is none. */
  public static long parseMillis(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return -1;
    }
    long count = Long.parseLong(matcher.group(1));
    return count == 0 ? -1 : count * UNIT_MILLIS.get(matcher.group(2));
  }
}
