package io.motet.kafka.config;

import java.util.List;
import java.util.Map;

/**
 * A configuration that clients may set for a resource.
 *
 * @param defaultText what applies when it is not set
 * @param least for numbers, the least allowed
 * @param greatest for numbers, the greatest allowed
 * @param choices for texts, what is allowed; empty for anything
 * @param documentation one sentence
 */
public record ConfigDefinition(
    String name,
    ConfigType type,
    String defaultText,
    long least,
    long greatest,
    List<String> choices,
    String documentation) {
  /** A number within bounds, both included. */
  public static ConfigDefinition number(
      String name, long defaultNumber, long least, long greatest, String documentation) {
    return new ConfigDefinition(
        name,
        ConfigType.INT,
        Long.toString(defaultNumber),
        least,
        greatest,
        List.of(),
        documentation);
  }

  /** A text, or one of those named. */
  public static ConfigDefinition text(
      String name, ConfigType type, String defaultText, String documentation, String... choices) {
    return new ConfigDefinition(name, type, defaultText, 0, 0, List.of(choices), documentation);
  }

  /** The same with another default, if there is one for its name. */
  ConfigDefinition withDefault(Map<String, String> defaults) {
    return new ConfigDefinition(
        name,
        type,
        defaults.getOrDefault(name, defaultText),
        least,
        greatest,
        choices,
        documentation);
  }

  /** What is wrong with a value; null when nothing is. */
  String wrong(String value) {
    return switch (type) {
      case INT -> wrongNumber(value.strip());
      case BOOLEAN ->
          value.equals("true") || value.equals("false")
              ? null
              : "Invalid value "
                  + value
                  + " for configuration "
                  + name
                  + ": Expected value to be either true or false";
      default ->
          choices.isEmpty() || choices.contains(value)
              ? null
              : "Invalid value "
                  + value
                  + " for configuration "
                  + name
                  + ": String must be one of: "
                  + String.join(", ", choices);
    };
  }

  private String wrongNumber(String value) {
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      return "Invalid value "
          + value
          + " for configuration "
          + name
          + ": Not a number of type "
          + type;
    }
    return number < least || number > greatest
        ? name + " must be in the range " + least + " to " + greatest + " inclusive."
        : null;
  }
}
