package io.motet.cli.server.config;

import io.motet.broker.settings.SettingKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** All settings as a Markdown table: what {@code docs/configuration.md} shows. */
public final class SettingsTable {
  private SettingsTable() {}

  /** Sorted by key; ends with a line's end. */
  public static String of(Collection<SettingKey<?>> keys) {
    String rows =
        keys.stream()
            .sorted(Comparator.comparing(SettingKey::name))
            .map(SettingsTable::row)
            .collect(Collectors.joining());
    return "| key | default | meaning |\n|---|---|---|\n" + rows;
  }

  private static String row(SettingKey<?> key) {
    String defaultText = key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`";
    return "| `" + key.name() + "` | " + defaultText + " | " + sentence(key.description()) + " |\n";
  }

  private static String sentence(String text) {
    String escaped = text.replace("|", "\\|");
    String first = escaped.substring(0, 1).toUpperCase(java.util.Locale.ROOT);
    return first + escaped.substring(1) + (escaped.endsWith(".") ? "" : ".");
  }
}
