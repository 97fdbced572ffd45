package io.motet.broker.topic;

import java.util.List;

/**
 * A configuration that a topic can have, by Kafka's name.
 *
 * @param defaultText what applies when neither the topic nor the broker's settings say otherwise
 * @param least for numbers, the least allowed
 * @param greatest for numbers, the greatest allowed
 * @param choices for texts and lists, what is allowed; empty for anything
 * @param effective whether this broker does anything by it; others are kept and shown
 * @param documentation one sentence
 */
public record TopicConfigKey(
    String name,
    ValueType type,
    String defaultText,
    double least,
    double greatest,
    List<String> choices,
    boolean effective,
    String documentation) {
  /** What values are written as. */
  public enum ValueType {
    BOOLEAN,
    INT,
    LONG,
    DOUBLE,
    STRING,
    LIST
  }

  /**
   * Refuses a value that is none.
   *
   * @throws TopicException {@code INVALID_CONFIG}, naming the configuration and the value
   */
  public void check(String value) {
    String wrong =
        switch (type) {
          case BOOLEAN ->
              value.strip().equalsIgnoreCase("true") || value.strip().equalsIgnoreCase("false")
                  ? null
                  : "Expected value to be either true or false";
          case INT, LONG, DOUBLE -> wrongNumber(value.strip());
          case STRING -> choices.isEmpty() || choices.contains(value) ? null : oneOf(value);
          case LIST -> wrongList(value);
        };
    if (wrong != null) {
      throw new TopicException(
          TopicException.Reason.INVALID_CONFIG,
          "Invalid value " + value + " for configuration " + name + ": " + wrong);
    }
  }

  private String wrongNumber(String value) {
    double number;
    try {
      number =
          switch (type) {
            case INT -> Integer.parseInt(value);
            case LONG -> Long.parseLong(value);
            default -> Double.parseDouble(value);
          };
    } catch (NumberFormatException e) {
      return "Not a number of type " + type;
    }
    if (number < least) {
      return "Value must be at least " + plain(least);
    }
    return number > greatest ? "Value must be no more than " + plain(greatest) : null;
  }

  private String plain(double bound) {
    return type == ValueType.DOUBLE ? Double.toString(bound) : Long.toString((long) bound);
  }

  private String wrongList(String value) {
    if (choices.isEmpty()) {
      return null;
    }
    for (String item : items(value)) {
      if (!choices.contains(item)) {
        return oneOf(item);
      }
    }
    return null;
  }

  private String oneOf(String value) {
    return "String must be one of: " + String.join(", ", choices) + ", not " + value;
  }

  /** The items of a list's value. */
  static List<String> items(String value) {
    return value.isBlank() ? List.of() : List.of(value.strip().split("\\s*,\\s*", -1));
  }
}
