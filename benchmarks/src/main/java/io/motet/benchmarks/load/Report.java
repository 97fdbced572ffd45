package io.motet.benchmarks.load;

import java.util.Locale;
import java.util.StringJoiner;

/** Prints a result as one line of JSON, for the comparison script. */
final class Report {
  private Report() {}

  /** Names and numbers in turn. */
  static void line(String load, Object... fields) {
    StringJoiner json = new StringJoiner(", ", "{\"load\": \"" + load + "\", ", "}");
    for (int i = 0; i < fields.length; i += 2) {
      Object value = fields[i + 1];
      String text =
          value instanceof Double number
              ? String.format(Locale.ROOT, "%.2f", number)
              : String.valueOf(value);
      json.add("\"" + fields[i] + "\": " + text);
    }
    System.out.println(json);
  }
}
