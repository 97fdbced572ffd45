package io.motet.cli.server.config;

import io.motet.broker.settings.SettingKey;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings out of the environment: {@code MOTET_} and the key in capitals, with {@code _} for each
 * dot. A variable that fits no key is left alone: container platforms add many of their own, for
 * example {@code MOTET_SERVICE_HOST}.
 */
final class EnvironmentVariables {
  private static final String PREFIX = "MOTET_";

  private EnvironmentVariables() {}

  static Map<String, ConfiguredValue> read(
      Map<String, String> environment, Collection<SettingKey<?>> known) {
    Map<String, ConfiguredValue> values = new TreeMap<>();
    for (SettingKey<?> key : known) {
      if (key.isFamily()) {
        family(key, environment, values);
      }
    }
    for (SettingKey<?> key : known) {
      String text = environment.get(variable(key.name()));
      if (text != null && !key.isFamily()) {
        values.put(key.name(), new ConfiguredValue(text, variable(key.name())));
      }
    }
    return values;
  }

  /** A variable's case is lost, so the part in place of the star is in lower case. */
  private static void family(
      SettingKey<?> key, Map<String, String> environment, Map<String, ConfiguredValue> values) {
    String prefix = key.name().substring(0, key.name().length() - 1);
    String variablePrefix = variable(prefix);
    environment.forEach(
        (name, text) -> {
          if (name.startsWith(variablePrefix) && name.length() > variablePrefix.length()) {
            String rest = name.substring(variablePrefix.length()).toLowerCase(Locale.ROOT);
            values.put(prefix + rest, new ConfiguredValue(text, name));
          }
        });
  }

  static String variable(String key) {
    return PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
