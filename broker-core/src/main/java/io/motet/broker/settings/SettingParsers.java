package io.motet.broker.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How the values of settings are written. Each method gives a parser that throws
 * IllegalArgumentException with a sentence that names what is allowed.
 */
public final class SettingParsers {
  private static final Map<String, Long> BYTE_UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("kb", 1_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("tb", 1_000_000_000_000L),
          Map.entry("k", 1L << 10),
          Map.entry("ki", 1L << 10),
          Map.entry("kib", 1L << 10),
          Map.entry("m", 1L << 20),
          Map.entry("mi", 1L << 20),
          Map.entry("mib", 1L << 20),
          Map.entry("g", 1L << 30),
          Map.entry("gi", 1L << 30),
          Map.entry("gib", 1L << 30),
          Map.entry("t", 1L << 40),
          Map.entry("ti", 1L << 40),
          Map.entry("tib", 1L << 40));

  private static final Map<String, Long> MILLIS_UNITS =
      Map.of(
          "",
          1L,
          "ms",
          1L,
          "s",
          1_000L,
          "m",
          60_000L,
          "min",
          60_000L,
          "h",
          3_600_000L,
          "d",
          86_400_000L);

  private SettingParsers() {}

  /** Any text. */
  public static Function<String, String> text() {
    return Function.identity();
  }

  /** {@code true} or {@code false}, also {@code on}, {@code off}, {@code yes}, {@code no}. */
  public static Function<String, Boolean> bool() {
    return text ->
        switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "true", "on", "yes" -> true;
          case "false", "off", "no" -> false;
          default -> throw new IllegalArgumentException("expected true or false");
        };
  }

  /** A whole number within bounds, both included. */
  public static Function<String, Integer> integer(int min, int max) {
    return text -> (int) number(text, min, max);
  }

  /** A whole number within bounds, both included. */
  public static Function<String, Long> integer64(long min, long max) {
    return text -> number(text, min, max);
  }

  /** A fraction such as {@code 0.4}, within bounds, both included. */
  public static Function<String, Double> fraction(double min, double max) {
    return text -> {
      double value;
      try {
        value = Double.parseDouble(text.strip());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("expected a number from " + min + " to " + max, e);
      }
      if (!(value >= min && value <= max)) {
        throw new IllegalArgumentException("expected a number from " + min + " to " + max);
      }
      return value;
    };
  }

  /**
   * A number of bytes with or without a unit: {@code 1000}, {@code 64MiB}, {@code 50MB}. As in
   * rabbitmq.conf, {@code MB} is a million and {@code M}, {@code Mi}, {@code MiB} are 2^20.
   */
  public static Function<String, Long> bytes(long min, long max) {
    return text -> {
      long value = withUnit(text, BYTE_UNITS, "expected bytes, for example 1000, 64MiB or 50MB");
      return checkRange(value, min, max);
    };
  }

  /** A duration in milliseconds, or with a unit: {@code 500}, {@code 30s}, {@code 5min}. */
  public static Function<String, Long> durationMillis(long min, long max) {
    return text -> {
      long value =
          withUnit(text, MILLIS_UNITS, "expected milliseconds, or for example 30s, 5min, 1h");
      return checkRange(value, min, max);
    };
  }

  /** One of an enum's constants, in lower case with {@code -} or {@code _} between words. */
  public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text -> {
      String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equals(wanted)) {
          return constant;
        }
      }
      List<String> names =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.name().toLowerCase(Locale.ROOT))
              .toList();
      throw new IllegalArgumentException("expected one of " + String.join(", ", names));
    };
  }

  /** A port, {@code address:port} or {@code none}; see {@link ListenAddress}. */
  public static Function<String, ListenAddress> listenAddress() {
    return ListenAddress::parse;
  }

  private static long number(String text, long min, long max) {
    try {
      return checkRange(Long.parseLong(text.strip()), min, max);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number from " + min + " to " + max, e);
    }
  }

  private static long checkRange(long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("expected from " + min + " to " + max);
    }
    return value;
  }

  private static long withUnit(String text, Map<String, Long> units, String expected) {
    String trimmed = text.strip();
    int end = 0;
    while (end < trimmed.length() && Character.isDigit(trimmed.charAt(end))) {
      end++;
    }
    Long unit = units.get(trimmed.substring(end).strip().toLowerCase(Locale.ROOT));
    if (end == 0 || unit == null) {
      throw new IllegalArgumentException(expected);
    }
    try {
      return Math.multiplyExact(Long.parseLong(trimmed.substring(0, end)), unit);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }
}
