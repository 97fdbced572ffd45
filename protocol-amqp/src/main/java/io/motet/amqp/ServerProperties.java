package io.motet.amqp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What connection.start tells clients about the server: RabbitMQ, since they branch on that. */
final class ServerProperties {
  private static final List<String> CAPABILITIES =
      List.of(
          "publisher_confirms",
          "exchange_exchange_bindings",
          "basic.nack",
          "consumer_cancel_notify",
          "connection.blocked",
          "consumer_priorities",
          "authentication_failure_close",
          "per_consumer_qos",
          "direct_reply_to");

  private ServerProperties() {}

  static Map<String, Object> of(String productVersion, String clusterName) {
    Map<String, Object> capabilities = new LinkedHashMap<>();
    CAPABILITIES.forEach(name -> capabilities.put(name, true));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("capabilities", capabilities);
    properties.put("cluster_name", clusterName);
    properties.put("copyright", "Copyright (c) 2026 the authors of Motet");
    properties.put("information", motet() + ", licensed under the Apache License 2.0");
    properties.put("platform", motet() + " on Java " + Runtime.version().feature());
    properties.put("product", "RabbitMQ");
    properties.put("version", productVersion);
    return properties;
  }

  private static String motet() {
    String version = ServerProperties.class.getPackage().getImplementationVersion();
    return version == null ? "Motet" : "Motet " + version;
  }
}
