package io.motet.kafka.config;

import io.motet.kafka.api.ErrorCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Appends to lists and takes away from them. */
public final class ListItems {
  private ListItems() {}

  /**
   * The value after a change that is no deletion.
   *
   * @param current the value that applies before
   * @throws ConfigException when the configuration is no list, and the change is one of its items
   */
  public static String apply(ConfigChange change, ConfigType type, String current) {
    if (change.kind() == ConfigChange.Kind.SET) {
      return change.value();
    }
    if (type != ConfigType.LIST) {
      throw new ConfigException(
          ErrorCode.INVALID_CONFIG,
          "Can't " + change.kind() + " to key " + change.name() + " because its type is not LIST.");
    }
    Set<String> items = new LinkedHashSet<>(items(current));
    if (change.kind() == ConfigChange.Kind.APPEND) {
      items.addAll(items(change.value()));
    } else {
      items(change.value()).forEach(items::remove);
    }
    return String.join(",", items);
  }

  private static List<String> items(String value) {
    return value.isBlank() ? List.of() : List.of(value.strip().split("\\s*,\\s*", -1));
  }
}
