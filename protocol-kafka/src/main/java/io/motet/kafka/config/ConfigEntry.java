package io.motet.kafka.config;

import java.util.List;

/**
 * One configuration of a resource, as it is now.
 *
 * @param value null where there is none
 * @param synonyms all values there are for it, the one that applies first
 * @param documentation one sentence; may be null
 */
public record ConfigEntry(
    String name,
    String value,
    ConfigType type,
    ConfigSource source,
    boolean readOnly,
    List<Synonym> synonyms,
    String documentation) {
  /** A value that applies where nothing above it does. */
  public record Synonym(String name, String value, ConfigSource source) {}
}
