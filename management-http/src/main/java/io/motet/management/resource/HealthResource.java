package io.motet.management.resource;

import io.motet.broker.memory.Alarms.Alarm;
import io.motet.broker.spi.Listener;
import io.motet.management.http.HttpFailure;
import io.motet.management.http.Response;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.view.Facts;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Health checks: 200, or 503 with a reason. */
public final class HealthResource implements Resource {
  private static final String CHECKS = "/api/health/checks/";

  /** Other names that clients use for protocols. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("amqp091", "amqp"),
          Map.entry("amqp0.9.1", "amqp"),
          Map.entry("amqp0-9-1", "amqp"),
          Map.entry("amqp0_9_1", "amqp"),
          Map.entry("amqps", "amqp/ssl"),
          Map.entry("http1", "http"),
          Map.entry("http1.1", "http"),
          Map.entry("http_api", "http"),
          Map.entry("management", "http"),
          Map.entry("management_ui", "http"),
          Map.entry("ui", "http"));

  private final Services services;

  public HealthResource(Services services) {
    this.services = services;
  }

  @Override
  public void addTo(RouteTable routes) {
    for (String probe : new String[] {"/healthz", "/livez", "/readyz"}) {
      routes.at(probe, Right.PUBLIC).get(HealthResource::ok);
    }
    Right right = Right.MANAGEMENT;
    routes.at(CHECKS + "alarms", right).get(this::alarms);
    routes.at(CHECKS + "local-alarms", right).get(this::alarms);
    routes.at(CHECKS + "virtual-hosts", right).get(HealthResource::ok);
    routes.at(CHECKS + "port-listener/{port}", right).get(this::portListener);
    routes.at(CHECKS + "protocol-listener/{protocol}", right).get(this::protocolListener);
  }

  private static Response ok(Call call) {
    return Replies.facts(call, Facts.of("status", "ok"));
  }

  private Response alarms(Call call) {
    Set<Alarm> active = services.context().alarms().active();
    if (active.isEmpty()) {
      return ok(call);
    }
    Map<String, Object> body = failed("There are alarms in effect in the cluster");
    String node = services.context().nodeName();
    body.put(
        "alarms",
        active.stream()
            .map(alarm -> Facts.of("node", node, "resource", alarm.name().toLowerCase(Locale.ROOT)))
            .toList());
    return Replies.facts(call, 503, body);
  }

  private Response portListener(Call call) {
    int port;
    try {
      port = Integer.parseInt(call.path("port"));
    } catch (NumberFormatException e) {
      throw HttpFailure.badRequest("Invalid port");
    }
    var ports = services.context().listeners().stream().map(Listener::port).toList();
    if (ports.contains(port)) {
      return Replies.facts(call, Facts.of("status", "ok", "port", port));
    }
    Map<String, Object> body = failed("No active listener");
    body.put("missing", port);
    body.put("ports", ports);
    return Replies.facts(call, 503, body);
  }

  private Response protocolListener(Call call) {
    String asked = call.path("protocol").toLowerCase(Locale.ROOT);
    String protocol = ALIASES.getOrDefault(asked, asked);
    var protocols = services.context().listeners().stream().map(Listener::protocol).toList();
    if (protocols.contains(protocol)) {
      return Replies.facts(call, Facts.of("status", "ok", "protocol", protocol));
    }
    Map<String, Object> body = failed("No active listener");
    body.put("missing", protocol);
    body.put("protocols", protocols);
    return Replies.facts(call, 503, body);
  }

  private static Map<String, Object> failed(String reason) {
    return Facts.of("status", "failed", "reason", reason);
  }
}
