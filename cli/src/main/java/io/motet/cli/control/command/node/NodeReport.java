package io.motet.cli.control.command.node;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What status and cluster_status show, as the API answers it.
 *
 * @param overview of {@code /api/overview}
 * @param node of {@code /api/nodes/NAME}
 */
record NodeReport(Map<String, Object> overview, Map<String, Object> node) {
  static NodeReport fetch(Call call) {
    Map<String, Object> overview = Call.accepted(call.api().get("overview")).object();
    String name = String.valueOf(overview.get("node"));
    return new NodeReport(overview, call.api().get(ApiPath.of("nodes", name)).object());
  }

  String name() {
    return String.valueOf(overview.get("node"));
  }

  /** The listeners, each with interface, port, protocol and purpose. */
  List<Map<String, Object>> listeners() {
    List<Map<String, Object>> listeners = new ArrayList<>();
    if (overview.get("listeners") instanceof List<?> list) {
      for (Object listener : list) {
        if (listener instanceof Map<?, ?> fields) {
          listeners.add(listener(fields));
        }
      }
    }
    return listeners;
  }

  private Map<String, Object> listener(Map<?, ?> fields) {
    String address = String.valueOf(fields.get("ip_address"));
    String protocol = String.valueOf(fields.get("protocol"));
    return Map.of(
        "interface",
        address.contains(":") ? "[" + address + "]" : address,
        "node",
        name(),
        "port",
        fields.get("port") == null ? 0L : fields.get("port"),
        "protocol",
        protocol,
        "purpose",
        purpose(protocol));
  }

  private static String purpose(String protocol) {
    return switch (protocol) {
      case "amqp" -> "AMQP 0-9-1";
      case "amqp/ssl" -> "AMQP 0-9-1 over TLS";
      case "http" -> "HTTP API";
      case "https" -> "HTTP API over TLS (HTTPS)";
      case "http/prometheus" -> "Prometheus exporter API over HTTP";
      default -> protocol;
    };
  }

  /** The alarms that are on, as sentences. */
  List<String> alarms() {
    List<String> alarms = new ArrayList<>();
    if (Boolean.TRUE.equals(node.get("mem_alarm"))) {
      alarms.add("Memory alarm on node " + name());
    }
    if (Boolean.TRUE.equals(node.get("disk_free_alarm"))) {
      alarms.add("Free disk space alarm on node " + name());
    }
    return alarms;
  }
}
