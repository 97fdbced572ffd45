package io.motet.broker;

import io.motet.broker.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a broker is started with.
 *
 * @param dataDirectory null for a broker that keeps all in memory
 */
public record BrokerSettings(Settings settings, Path dataDirectory) {

  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings; see {@code docs/configuration.md} for the keys. */
  public static final class Builder {
    private final Map<String, String> values = new TreeMap<>();
    private Path dataDirectory;

    private Builder() {}

    /** Keeps data on disk, in this directory. */
    public Builder dataDirectory(Path directory) {
      this.dataDirectory = directory;
      return this;
    }

    /** A key as in {@code motet.conf}; port 0 is any free port. */
    public Builder set(String key, String value) {
      values.put(key, value);
      return this;
    }

    public BrokerSettings build() {
      return new BrokerSettings(Settings.of(values), dataDirectory);
    }
  }
}
