package io.motet.cli.server.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@code server.properties} comes to.
 *
 * @param settings of this broker
 * @param origins of those whose value is not looked at here: the property as it was written
 * @param withoutMeaning Kafka's names that have nothing to say here
 * @param unknown names that Kafka does not have, or that are not followed
 */
public record ServerProperties(
    Map<String, String> settings,
    Map<String, String> origins,
    List<String> withoutMeaning,
    List<String> unknown) {
  /** What is always so here: another value would promise what is not kept. */
  private static final Map<String, String> ALWAYS = Map.of("delete.topic.enable", "true");

  /**
   * Translates.
   *
   * @throws IllegalArgumentException that names the property whose value cannot be followed
   */
  public static ServerProperties of(Map<String, String> properties) {
    Map<String, String> settings = new TreeMap<>();
    Map<String, String> origins = new TreeMap<>();
    List<String> withoutMeaning = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    new TreeMap<>(properties)
        .forEach(
            (name, value) -> {
              if (PropertyNames.SAME.containsKey(name)) {
                settings.put(PropertyNames.SAME.get(name), value.strip());
                origins.put(PropertyNames.SAME.get(name), name + "=" + value.strip());
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
    return new ServerProperties(settings, origins, withoutMeaning, unknown);
  }

  private static void checkAlways(String name, String value) {
    if (!ALWAYS.get(name).equals(value)) {
      throw Files.wrong(name, value, "it is always " + ALWAYS.get(name) + " here");
    }
  }

  private static void putMillis(
      String name, String value, Map<String, String> properties, Map<String, String> settings) {
    PropertyNames.Unit unit = PropertyNames.UNITS.get(name);
    if (unit.finer().stream().anyMatch(properties::containsKey)) {
      return;
    }
    long count = number(name, value);
    if (count > Long.MAX_VALUE / unit.millis()) {
      throw Files.wrong(name, value, "it is too large");
    }
    settings.put(unit.setting(), Long.toString(count < 0 ? count : count * unit.millis()));
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
