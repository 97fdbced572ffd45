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
    return parse(key, key.name(), text);
  }

  private static <T> T parse(SettingKey<T> key, String name, String text) {
    try {
      return key.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting " + name + " = " + text + ": " + e.getMessage(), e);
    }
  }

  /**
   * The values set for a family of keys, that is one whose name ends in {@code .*}; by what stands
   * in place of the star.
   */
  public <T> Map<String, T> family(SettingKey<T> key) {
    if (!key.isFamily()) {
      throw new IllegalArgumentException(key.name() + " is a single key");
    }
    String prefix = key.familyPrefix();
    Map<String, T> found = new TreeMap<>();
    values.forEach(
        (name, text) -> {
          if (name.startsWith(prefix) && name.length() > prefix.length()) {
            found.put(name.substring(prefix.length()), parse(key, name, text));
          }
        });
    return found;
  }

  /** Whether the key was set, be it to its default. */
  public boolean isSet(SettingKey<?> key) {
    return values.containsKey(key.name());
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
      SettingKey<?> key = find(name, byName);
      if (key == null) {
        throw new IllegalArgumentException(
            "unknown setting " + name + "; the nearest known one is " + nearest(name, byName));
      }
      parse(key, name, values.get(name));
    }
  }

  private static SettingKey<?> find(String name, Map<String, SettingKey<?>> known) {
    SettingKey<?> exact = known.get(name);
    if (exact != null) {
      return exact;
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      SettingKey<?> family = known.get(name.substring(0, dot) + ".*");
      if (family != null) {
        return family;
      }
    }
    return null;
  }

  private static String nearest(String name, Map<String, SettingKey<?>> known) {
    return known.keySet().stream()
        .min(java.util.Comparator.comparingInt(candidate -> EditDistance.between(name, candidate)))
        .orElse("none");
  }
}
