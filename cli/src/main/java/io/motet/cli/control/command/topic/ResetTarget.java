package io.motet.cli.control.command.topic;

import io.motet.cli.control.option.ParsedArguments;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Where to go on, as options say it.
 *
 * @param kind the API's word for it
 * @param value what kind needs besides, or null
 */
record ResetTarget(String kind, Long value) {
  /** Throws IllegalArgumentException unless exactly one option says it, and well. */
  static ResetTarget of(ParsedArguments line) {
    List<ResetTarget> targets = new ArrayList<>();
    if (line.flag("to-earliest")) {
      targets.add(new ResetTarget("earliest", null));
    }
    if (line.flag("to-latest")) {
      targets.add(new ResetTarget("latest", null));
    }
    if (line.text("to-offset", null) != null) {
      targets.add(new ResetTarget("offset", number("--to-offset", line.text("to-offset", ""))));
    }
    if (line.text("shift-by", null) != null) {
      targets.add(new ResetTarget("shift", number("--shift-by", line.text("shift-by", ""))));
    }
    if (line.text("to-datetime", null) != null) {
      targets.add(new ResetTarget("timestamp", millis(line.text("to-datetime", ""))));
    }
    if (targets.size() != 1) {
      throw new IllegalArgumentException(
          "one of --to-earliest, --to-latest, --to-offset, --shift-by and --to-datetime"
              + " must be given");
    }
    return targets.get(0);
  }

  private static long number(String option, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " is not a number: " + text, e);
    }
  }

  /** Without a zone it is UTC, as in Kafka's tools. */
  private static long millis(String text) {
    try {
      boolean zoned = text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)");
      Instant instant =
          zoned
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      return instant.toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("--to-datetime is not a time: " + text, e);
    }
  }
}
