package io.motet.cli.server.kafka;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where data and keys are. */
final class Files {
  static final Set<String> NAMES =
      Set.of(
          "log.dirs",
          "log.dir",
          "ssl.keystore.type",
          "ssl.keystore.location",
          "ssl.truststore.type",
          "ssl.truststore.location",
          "ssl.client.auth");

  private Files() {}

  static Map<String, String> settings(Map<String, String> properties) {
    Map<String, String> settings = new TreeMap<>();
    String directories =
        properties.getOrDefault("log.dirs", properties.getOrDefault("log.dir", "")).strip();
    if (directories.contains(",")) {
      throw wrong("log.dirs", directories, "one directory has all data here");
    }
    if (!directories.isEmpty()) {
      settings.put("data_dir", directories);
    }
    String keys = pem("keystore", properties);
    if (keys != null) {
      settings.put("kafka.ssl_options.certfile", keys);
      settings.put("kafka.ssl_options.keyfile", keys);
    }
    String trusted = pem("truststore", properties);
    String clientAuth = properties.getOrDefault("ssl.client.auth", "none").strip();
    if (!clientAuth.equals("none")) {
      if (trusted == null) {
        throw wrong("ssl.client.auth", clientAuth, "needs ssl.truststore.location here");
      }
      settings.put("kafka.ssl_options.cacertfile", trusted);
    }
    return settings;
  }

  /** Null for none. */
  private static String pem(String which, Map<String, String> properties) {
    String location = properties.get("ssl." + which + ".location");
    String type = properties.getOrDefault("ssl." + which + ".type", "JKS");
    if (location != null && !type.equals("PEM")) {
      throw wrong("ssl." + which + ".type", type, "PEM is what is read here");
    }
    return location;
  }

  static IllegalArgumentException wrong(String name, String value, String why) {
    return new IllegalArgumentException(
        "Invalid value " + value + " for configuration " + name + ": " + why);
  }
}
