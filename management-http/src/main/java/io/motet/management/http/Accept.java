package io.motet.management.http;

import java.util.Locale;

/**
 * Content negotiation, as far as one content type needs it: whether an {@code accept} header lets a
 * type through. A type with {@code q=0} is refused.
 */
public final class Accept {
  private Accept() {}

  /**
   * Whether the header allows the type, for example {@code application/json}. An absent or empty
   * header allows everything.
   */
  public static boolean allows(String header, String type) {
    if (header == null || header.isBlank()) {
      return true;
    }
    String family = type.substring(0, type.indexOf('/')) + "/*";
    int bestPrecision = -1;
    boolean allowed = false;
    for (String range : header.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.split(";");
      int precision = precision(parts[0].trim(), type, family);
      if (precision > bestPrecision) {
        bestPrecision = precision;
        allowed = !refused(parts);
      }
    }
    return allowed;
  }

  private static int precision(String range, String type, String family) {
    if (range.equals(type)) {
      return 2;
    }
    if (range.equals(family)) {
      return 1;
    }
    return range.equals("*/*") || range.equals("*") ? 0 : -1;
  }

  private static boolean refused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].replace(" ", "");
      if (parameter.matches("q=0(\\.0*)?")) {
        return true;
      }
    }
    return false;
  }
}
