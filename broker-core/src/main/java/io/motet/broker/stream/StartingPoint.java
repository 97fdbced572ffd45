package io.motet.broker.stream;

import java.time.Instant;

/** Where a reader begins: RabbitMQ's {@code x-stream-offset}. */
public sealed interface StartingPoint {
  /** What a consumer without the argument gets. */
  StartingPoint DEFAULT = new Next();

  /** With the first record that is there. */
  record First() implements StartingPoint {}

  /** With the last batch that was appended. */
  record Last() implements StartingPoint {}

  /** With what comes from now on. */
  record Next() implements StartingPoint {}

  /** With this offset, or the next one that is there. */
  record AtOffset(long offset) implements StartingPoint {}

  /** With the first record that is not older than this. */
  record Since(long timestampMillis) implements StartingPoint {}

  /** With the first record that is not older than so long ago. */
  record Ago(long ageMillis) implements StartingPoint {}

  /**
   * Reads the argument's value.
   *
   * @param value null when absent
   * @return null when it makes no sense
   */
  static StartingPoint parse(Object value) {
    if (value == null) {
      return DEFAULT;
    }
    if (value instanceof Instant instant) {
      return new Since(instant.toEpochMilli());
    }
    if (value instanceof String text) {
      return switch (text) {
        case "first" -> new First();
        case "last" -> new Last();
        case "next" -> new Next();
        default -> {
          long age = MaxAge.parseMillis(text);
          yield age < 0 ? null : new Ago(age);
        }
      };
    }
    boolean whole =
        value instanceof Byte
            || value instanceof Short
            || value instanceof Integer
            || value instanceof Long;
    return whole ? new AtOffset(((Number) value).longValue()) : null;
  }
}
