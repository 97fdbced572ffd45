package io.motet.cli.server.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where clients connect: one listener without TLS and one with it. Those of controllers are left
 * out.
 *
 * @param settings of this broker
 */
record Listeners(Map<String, String> settings) {
  static final Set<String> NAMES =
      Set.of(
          "listeners",
          "advertised.listeners",
          "listener.security.protocol.map",
          "controller.listener.names");

  private static final String DEFAULT = "PLAINTEXT://:9092";

  static Listeners of(Map<String, String> properties) {
    Map<String, String> settings = new TreeMap<>();
    List<String> controllers = list(properties.get("controller.listener.names"));
    Map<String, String> protocols = protocols(properties);
    boolean anonymous = false;
    for (String text : list(properties.getOrDefault("listeners", DEFAULT))) {
      String name = name("listeners", text);
      if (controllers.contains(name)) {
        continue;
      }
      String protocol = protocols.getOrDefault(name, name);
      String key = key(text, protocol);
      anonymous |= !protocol.startsWith("SASL_");
      if (settings.put(key, address(text)) != null) {
        throw Files.wrong("listeners", text, "there is one listener with TLS and one without");
      }
    }
    if (!anonymous) {
      settings.put("kafka.anonymous.user", "none");
    }
    settings.putIfAbsent("kafka.listeners.tcp.default", "none");
    for (String text : list(properties.get("advertised.listeners"))) {
      if (!controllers.contains(name("advertised.listeners", text))) {
        settings.putIfAbsent("kafka.advertised.listeners", address(text));
      }
    }
    return new Listeners(settings);
  }

  private static String key(String listener, String protocol) {
    return switch (protocol) {
      case "PLAINTEXT", "SASL_PLAINTEXT" -> "kafka.listeners.tcp.default";
      case "SSL", "SASL_SSL" -> "kafka.listeners.ssl.default";
      default -> throw Files.wrong("listeners", listener, "no security protocol is known for it");
    };
  }

  private static Map<String, String> protocols(Map<String, String> properties) {
    Map<String, String> protocols = new HashMap<>();
    for (String pair : list(properties.get("listener.security.protocol.map"))) {
      int colon = pair.indexOf(':');
      if (colon <= 0) {
        throw Files.wrong("listener.security.protocol.map", pair, "expected name:protocol");
      }
      protocols.put(pair.substring(0, colon), pair.substring(colon + 1));
    }
    return protocols;
  }

  private static String name(String property, String listener) {
    int end = listener.indexOf("://");
    if (end <= 0) {
      throw Files.wrong(property, listener, "expected NAME://host:port");
    }
    return listener.substring(0, end);
  }

  /** What follows the name; without a host, every address. */
  private static String address(String listener) {
    String address = listener.substring(listener.indexOf("://") + 3);
    return address.startsWith(":") ? address.substring(1) : address;
  }

  private static List<String> list(String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
  }
}
