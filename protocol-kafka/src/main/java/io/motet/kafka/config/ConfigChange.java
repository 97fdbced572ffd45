package io.motet.kafka.config;

/**
 * A change of one configuration.
 *
 * @param value null for {@link Kind#DELETE}
 */
public record ConfigChange(String name, Kind kind, String value) {
  /** What is done; the last two to the items of lists. */
  public enum Kind {
    SET,
    DELETE,
    APPEND,
    SUBTRACT
  }
}
