package io.motet.storage.journal;

import java.util.Locale;

/**
 * Reads sizes as configuration files give them: plain bytes, or with a unit as in {@code 64MiB},
 * {@code 50MB} or {@code 1g}. A unit without {@code i} before the {@code B} is decimal; a bare
 * letter is binary, as in rabbitmq.conf.
 */
final class ByteSize {
  private static final String LETTERS = "kmgt";

  private ByteSize() {}

  /** Returns the size in bytes; throws {@link NumberFormatException} if it is none. */
  static long parse(String text) {
    String lower = text.trim().toLowerCase(Locale.ROOT);
    int digits = 0;
    while (digits < lower.length() && Character.isDigit(lower.charAt(digits))) {
      digits++;
    }
    long number = Long.parseLong(lower.substring(0, digits));
    return Math.multiplyExact(number, unit(lower.substring(digits).trim()));
  }

  private static long unit(String suffix) {
    if (suffix.isEmpty() || suffix.equals("b")) {
      return 1;
    }
    int power = LETTERS.indexOf(suffix.charAt(0)) + 1;
    String rest = suffix.substring(1);
    boolean binary = rest.isEmpty() || rest.equals("ib");
    if (power == 0 || !(binary || rest.equals("b"))) {
      throw new NumberFormatException("no unit of size: " + suffix);
    }
    long step = binary ? 1024 : 1000;
    long unit = 1;
    for (int i = 0; i < power; i++) {
      unit *= step;
    }
    return unit;
  }
}
