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

/** All settings of a server, each with where its value comes from. Checked. Immutable. */
public final class Configuration {
  private final List<SettingKey<?>> known;
  private final Map<String, ConfiguredValue> set;
  private final Settings settings;

  private Configuration(List<SettingKey<?>> known, Map<String, ConfiguredValue> set) {
    this.known = known;
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
    List<SettingKey<?>> known = new ArrayList<>(ServerSettings.ALL);
    known.addAll(brokerKeys);
    Map<String, ConfiguredValue> set = new TreeMap<>();
    if (file != null) {
      set.putAll(ConfFile.read(file));
    }
    set.putAll(EnvironmentVariables.read(environment, known));
    set.putAll(commandLine);
    check(known, set);
    return new Configuration(known, set);
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

  /** What the broker is started with: everything but the server's own settings. */
  public BrokerSettings brokerSettings() {
    Set<String> own = ServerSettings.ALL.stream().map(SettingKey::name).collect(Collectors.toSet());
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
    for (SettingKey<?> key : known) {
      if (!key.name().endsWith(".*")) {
        all.put(key.name(), new ConfiguredValue(key.defaultText(), "default"));
      }
    }
    all.putAll(set);
    return all;
  }
}
