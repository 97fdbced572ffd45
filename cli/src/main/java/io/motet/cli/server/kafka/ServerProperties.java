package io.motet.cli.server.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@code server.properties} comes to.
 *
 * @param settings of this broker
 * @param withoutMeaning Kafka's names that have nothing to say here
 * @param unknown names that Kafka does not have, or that are not followed
 */
public record ServerProperties(
    Map<String, String> settings, List<String> withoutMeaning, List<String> unknown) {
  /** What is always so here: another value would promise what is not kept. */
  private static final Map<String, String> ALWAYS = Map.of("delete.topic.enable", "true");

  private static final String CLOCK_SKEW = "sasl.oauthbearer.clock.skew.seconds";

  /**
   * Translates.
   *
   * @throws IllegalArgumentException that names the property whose value cannot be followed
   */
  public static ServerProperties of(Map<String, String> properties) {
    Map<String, String> settings = new TreeMap<>();
    List<String> withoutMeaning = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    new TreeMap<>(properties)
        .forEach(
            (name, value) -> {
              if (PropertyNames.SAME.containsKey(name)) {
                settings.put(PropertyNames.SAME.get(name), value.strip());
              } else if (PropertyNames.UNITS.containsKey(name)) {
                putMillis(name, value.strip(), properties, settings);
              } else if (ALWAYS.containsKey(name)) {
                checkAlways(name, value.strip());
              } else if (PropertyNames.WITHOUT_MEANING.stream().anyMatch(name::startsWith)) {
                withoutMeaning.add(name);
              } else if (!Listeners.NAMES.contains(name) && !Files.NAMES.contains(name)) {
                unknown.add(name);
              }
            });
    settings.putAll(Listeners.of(properties).settings());
    settings.putAll(Files.settings(properties));
    return new ServerProperties(settings, withoutMeaning, unknown);
  }

  private static void checkAlways(String name, String value) {
    if (!ALWAYS.get(name).equals(value)) {
      throw Files.wrong(name, value, "it is always " + ALWAYS.get(name) + " here");
    }
  }

  private static void putMillis(
      String name, String value, Map<String, String> properties, Map<String, String> settings) {
    PropertyNames.Unit unit = PropertyNames.UNITS.get(name);
    boolean finerIsSet =
        properties.containsKey(unit.finer())
            || (name.equals("log.retention.hours")
                && properties.containsKey("log.retention.minutes"));
    if (finerIsSet) {
      return;
    }
    long count = number(name, value);
    if (count > Long.MAX_VALUE / unit.millis()) {
      throw Files.wrong(name, value, "it is too large");
    }
    String millis = Long.toString(count < 0 ? count : count * unit.millis());
    settings.put(
        name.equals(CLOCK_SKEW)
            ? "kafka.sasl.oauthbearer.clock.skew"
            : PropertyNames.SAME.get(unit.finer()),
        millis);
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Invalid value " + value + " for configuration " + name + ": Not a number", e);
    }
  }
}
