package io.motet.kafka.config;

import io.motet.kafka.api.ErrorCode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All kinds of resources that have configurations. Immutable. */
public final class ConfigKinds {
  private final Map<Byte, ConfigKind> byType = new LinkedHashMap<>();

  /** One of each. */
  public ConfigKinds(List<ConfigKind> kinds) {
    kinds.forEach(kind -> byType.put(kind.type(), kind));
  }

  /**
   * By its number on the wire.
   *
   * @throws ConfigException when there is none
   */
  ConfigKind get(byte type) {
    ConfigKind kind = byType.get(type);
    if (kind == null) {
      throw new ConfigException(ErrorCode.INVALID_REQUEST, "Unknown resource type " + type);
    }
    return kind;
  }

  boolean has(byte type) {
    return byType.containsKey(type);
  }

  Collection<ConfigKind> all() {
    return byType.values();
  }
}
