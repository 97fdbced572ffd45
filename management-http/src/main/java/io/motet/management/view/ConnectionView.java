package io.motet.management.view;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionCounters;
import io.motet.management.stats.SampleRanges;
import io.motet.management.stats.Statistics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connection's facts. */
public final class ConnectionView {
  /** What {@link #basic} has. */
  public static final Set<String> BASIC_COLUMNS = Set.of("name", "node", "user", "vhost");

  /** Null unless the connection's own details know better. */
  private static final List<String> TLS_DETAILS =
      List.of(
          "peer_cert_issuer",
          "peer_cert_subject",
          "peer_cert_validity",
          "ssl_cipher",
          "ssl_hash",
          "ssl_key_exchange",
          "ssl_protocol");

  private final Statistics statistics;
  private final String node;

  public ConnectionView(Statistics statistics, String node) {
    this.statistics = statistics;
    this.node = node;
  }

  public Map<String, Object> basic(ClientConnection connection) {
    return Facts.of(
        "name", connection.name(),
        "node", node,
        "user", connection.user(),
        "vhost", connection.virtualHost());
  }

  public Map<String, Object> full(ClientConnection connection, SampleRanges ranges) {
    Map<String, Object> facts = basic(connection);
    TLS_DETAILS.forEach(name -> facts.put(name, null));
    connection.details().forEach((name, value) -> facts.put(name, Facts.json(value)));
    facts.put("channels", connection.channels().size());
    facts.put("client_properties", Facts.json(connection.clientProperties()));
    facts.put("connected_at", connection.connectedAtMillis());
    facts.put("host", connection.host());
    facts.put("peer_host", connection.peerHost());
    facts.put("peer_port", connection.peerPort());
    facts.put("port", connection.port());
    facts.put("protocol", connection.protocol());
    facts.put("ssl", connection.ssl());
    facts.put("state", connection.state());
    facts.put("type", "network");
    facts.put("user_who_performed_action", connection.user());
    Object givenName = connection.clientProperties().get("connection_name");
    if (givenName != null) {
      facts.put("user_provided_name", Facts.json(givenName));
    }
    putTraffic(facts, connection, ranges);
    return facts;
  }

  private void putTraffic(
      Map<String, Object> facts, ClientConnection connection, SampleRanges ranges) {
    ConnectionCounters counters = connection.counters();
    facts.put("recv_cnt", counters.receivedFrames());
    facts.put("send_cnt", counters.sentFrames());
    facts.put("send_pend", counters.pendingSendBytes());
    statistics.connection(connection, ranges).put(facts, "recv_oct", "send_oct");
    facts.put("garbage_collection", Facts.garbageCollection());
    Facts.putZero(facts, "reductions");
  }

  /** How other objects refer to a connection. */
  static Map<String, Object> reference(ClientConnection connection) {
    return Facts.of(
        "name", connection.name(),
        "peer_host", connection.peerHost(),
        "peer_port", connection.peerPort());
  }
}
