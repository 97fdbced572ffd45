package io.motet.cli.server.config;

import io.motet.broker.settings.SettingKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Listeners of protocols that a distribution may come without. Their keys are always accepted, so
 * that one configuration file or script suits every distribution; without the front end nothing
 * listens.
 */
final class ReservedKeys {
  private static final List<SettingKey<?>> ALL =
      List.of(
          listener("kafka.listeners.tcp.default"),
          listener("gearman.listeners.tcp.default"),
          listener("zmtp.listeners.tcp.default"));

  private ReservedKeys() {}

  /** Those that no front end on the class path understands. */
  static List<SettingKey<?>> notAmong(Collection<SettingKey<?>> brokerKeys) {
    Set<String> understood = brokerKeys.stream().map(SettingKey::name).collect(Collectors.toSet());
    return ALL.stream().filter(key -> !understood.contains(key.name())).toList();
  }

  private static SettingKey<String> listener(String name) {
    return new SettingKey<>(
        name, text -> text, "none", "Reserved: this distribution does not serve it yet.");
  }
}
