package io.motet.cli.server.config;

import io.motet.broker.BrokerSettings;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All settings of a server, each with where its value comes from. Checked. Immutable. */
public final class Configuration {
  private final Collection<SettingKey<?>> brokerKeys;
  private final Map<String, ConfiguredValue> set;
  private final Settings settings;

  private Configuration(Collection<SettingKey<?>> brokerKeys, Map<String, ConfiguredValue> set) {
    this.brokerKeys = brokerKeys;
    this.set = set;
    Map<String, String> values = new TreeMap<>();
    set.forEach((key, value) -> values.put(key, value.value()));
    this.settings = Settings.of(values);
  }

  /**
   * Merges the sources: what the command line says wins over the environment, that over the file.
   *
   * @param brokerKeys what the broker and its front ends understand
   * @param file null for none
   * @throws IllegalArgumentException that names the setting, its value and its source
   */
  public static Configuration load(
      Collection<SettingKey<?>> brokerKeys,
      Path file,
      Map<String, String> environment,
      Map<String, ConfiguredValue> commandLine) {
    List<SettingKey<?>> known = known(brokerKeys);
    Map<String, ConfiguredValue> set = new TreeMap<>();
    if (file != null) {
      set.putAll(ConfFile.read(file));
    }
    set.putAll(EnvironmentVariables.read(environment, known));
    set.putAll(commandLine);
    check(known, set);
    return new Configuration(brokerKeys, set);
  }

  /**
   * All keys a server understands.
   *
   * @param brokerKeys what the broker and its front ends understand
   */
  public static List<SettingKey<?>> known(Collection<SettingKey<?>> brokerKeys) {
    List<SettingKey<?>> known = new ArrayList<>(ServerSettings.ALL);
    known.addAll(brokerKeys);
    known.addAll(ReservedKeys.notAmong(brokerKeys));
    return known;
  }

  /** One key at a time, so that the message can say where the wrong one stands. */
  private static void check(List<SettingKey<?>> known, Map<String, ConfiguredValue> set) {
    set.forEach(
        (key, value) -> {
          try {
            Settings.of(Map.of(key, value.value())).check(known);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                e.getMessage() + " (from " + value.source() + ")", e);
          }
        });
  }

  /** The value of one of {@link ServerSettings}. */
  public <T> T get(SettingKey<T> key) {
    return settings.get(key);
  }

  /** As {@link #get}, where the text {@code none} means null. */
  public Path path(SettingKey<String> key) {
    String text = settings.get(key);
    return text.equals("none") ? null : Path.of(text);
  }

  /** What the broker is started with: what it and its front ends understand. */
  public BrokerSettings brokerSettings() {
    Set<String> own =
        Stream.concat(ServerSettings.ALL.stream(), ReservedKeys.notAmong(brokerKeys).stream())
            .map(SettingKey::name)
            .collect(Collectors.toSet());
    BrokerSettings.Builder builder =
        BrokerSettings.builder().dataDirectory(Path.of(get(ServerSettings.DATA_DIRECTORY)));
    set.forEach(
        (key, value) -> {
          if (!own.contains(key)) {
            builder.set(key, value.value());
          }
        });
    return builder.build();
  }

  /** What was set, by key. */
  public Map<String, ConfiguredValue> set() {
    return new TreeMap<>(set);
  }

  /** What was set and the defaults of the rest, by key. */
  public Map<String, ConfiguredValue> effective() {
    Map<String, ConfiguredValue> all = new TreeMap<>();
    for (SettingKey<?> key : known(brokerKeys)) {
      if (!key.isFamily()) {
        all.put(key.name(), new ConfiguredValue(key.defaultText(), "default"));
      }
    }
    all.putAll(set);
    return all;
  }
}
