package io.motet.broker.settings;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Values of settings, checked against the known keys. Immutable. */
public final class Settings {
  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /** Takes the values as written; {@link #check} says what is wrong with them. */
  public static Settings of(Map<String, String> values) {
    return new Settings(new TreeMap<>(values));
  }

  /** The value set, else the default. Throws IllegalArgumentException naming key and value. */
  public <T> T get(SettingKey<T> key) {
    String text = values.get(key.name());
    if (text == null) {
      return key.defaultValue();
    }
    try {
      return key.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting " + key.name() + " = " + text + ": " + e.getMessage(), e);
    }
  }

  /** All that was set, by key. */
  public Map<String, String> values() {
    return new TreeMap<>(values);
  }

  /** Refuses unknown keys, naming the nearest known one, and values that do not parse. */
  public void check(Collection<SettingKey<?>> known) {
    Map<String, SettingKey<?>> byName = new HashMap<>();
    known.forEach(key -> byName.put(key.name(), key));
    for (String name : values.keySet()) {
      SettingKey<?> key = byName.get(name);
      if (key == null) {
        throw new IllegalArgumentException(
            "unknown setting " + name + "; the nearest known one is " + nearest(name, byName));
      }
      get(key);
    }
  }

  private static String nearest(String name, Map<String, SettingKey<?>> known) {
    return known.keySet().stream()
        .min(java.util.Comparator.comparingInt(candidate -> EditDistance.between(name, candidate)))
        .orElse("none");
  }
}
