package io.motet.management.view;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.queue.Queue;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.vhost.VirtualHost;
import io.motet.management.stats.Reading;
import io.motet.management.stats.SampleRanges;
import io.motet.management.stats.Statistics;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The broker at a glance. */
public final class OverviewView {
  private static final List<Integer> BASIC_RETENTION_SECONDS = List.of(600, 3600);
  private static final List<Integer> GLOBAL_RETENTION_SECONDS = List.of(600, 3600, 28800, 86400);
  private static final List<Integer> DETAILED_RETENTION_SECONDS = List.of(600);

  private final FrontEndContext context;
  private final Statistics statistics;

  public OverviewView(FrontEndContext context, Statistics statistics) {
    this.context = context;
    this.statistics = statistics;
  }

  /** What every user sees, without figures. */
  public Map<String, Object> identity(boolean statisticsDisabled, boolean queueTotals) {
    Map<String, Object> retention =
        Facts.of(
            "global", GLOBAL_RETENTION_SECONDS,
            "basic", BASIC_RETENTION_SECONDS,
            "detailed", DETAILED_RETENTION_SECONDS);
    return Facts.of(
        "management_version",
        Versions.RABBITMQ,
        "rates_mode",
        "basic",
        "statistics_level",
        "fine",
        "sample_retention_policies",
        retention,
        "exchange_types",
        ExchangeTypesView.facts(),
        "product_version",
        Versions.product(),
        "product_name",
        Versions.PRODUCT_NAME,
        "rabbitmq_version",
        Versions.RABBITMQ,
        "cluster_name",
        context.clusterName(),
        "erlang_version",
        Versions.runtime(),
        "erlang_full_version",
        Versions.fullRuntime(),
        "release_series_support_status",
        "supported",
        "disable_stats",
        statisticsDisabled,
        "is_op_policy_updating_enabled",
        true,
        "enable_queue_totals",
        queueTotals,
        "node",
        context.nodeName());
  }

  /** The whole broker, for monitors. */
  public Map<String, Object> all(SampleRanges ranges) {
    Map<String, Object> facts = identity(false, false);
    Reading reading = statistics.overview(ranges);
    Map<String, Object> stats = MessageStats.channel(reading);
    reading.put(stats, "disk_reads", "disk_writes");
    facts.put("message_stats", stats);
    facts.put("churn_rates", churn(reading));
    facts.put("queue_totals", queueTotals(reading));
    facts.put("object_totals", objectTotals(context.virtualHosts().all(), null));
    facts.put("statistics_db_event_queue", 0);
    facts.put("statistics_db_node", context.nodeName());
    facts.put("listeners", listeners());
    facts.put("contexts", contexts(context.nodeName()));
    return facts;
  }

  /** What a user may see who is not a monitor: some virtual hosts, and the own connections. */
  public Map<String, Object> of(Collection<VirtualHost> hosts, String user, SampleRanges ranges) {
    Map<String, Object> facts = identity(false, false);
    Reading reading = statistics.virtualHosts(hosts, ranges);
    facts.put("message_stats", MessageStats.channel(reading));
    facts.put("queue_totals", queueTotals(reading));
    facts.put("object_totals", objectTotals(hosts, user));
    return facts;
  }

  /**
   * Counts of objects.
   *
   * @param user whose connections count; null for all
   */
  public Map<String, Object> objectTotals(Collection<VirtualHost> hosts, String user) {
    long consumers = 0;
    long queues = 0;
    long exchanges = 0;
    for (VirtualHost host : hosts) {
      queues += host.queues().size();
      exchanges += host.exchanges().size();
      for (Queue queue : host.queues()) {
        consumers += queue.statistics().consumers();
      }
    }
    long connections = 0;
    long channels = 0;
    for (ClientConnection connection : context.connections().all()) {
      if (user == null || user.equals(connection.user())) {
        connections++;
        channels += connection.channels().size();
      }
    }
    return Facts.of(
        "channels", channels,
        "connections", connections,
        "consumers", consumers,
        "exchanges", exchanges,
        "queues", queues);
  }

  private static Map<String, Object> queueTotals(Reading reading) {
    Map<String, Object> totals = new LinkedHashMap<>();
    reading.put(totals, "messages", "messages_ready", "messages_unacknowledged");
    return totals;
  }

  /** Also part of a node's facts. */
  static Map<String, Object> churn(Reading reading) {
    Map<String, Object> churn = new LinkedHashMap<>();
    reading.put(
        churn,
        "channel_closed",
        "channel_created",
        "connection_closed",
        "connection_created",
        "queue_created",
        "queue_declared",
        "queue_deleted");
    return churn;
  }

  private List<Map<String, Object>> listeners() {
    return context.listeners().stream()
        .sorted(Comparator.comparing(Listener::protocol).thenComparing(Listener::port))
        .map(
            listener ->
                Facts.of(
                    "node", context.nodeName(),
                    "protocol", listener.protocol(),
                    "ip_address", listener.address(),
                    "port", listener.port(),
                    "socket_opts", Facts.of("backlog", 128, "nodelay", true)))
        .toList();
  }

  /**
   * The pages and APIs served over HTTP.
   *
   * @param node null to leave it out
   */
  List<Map<String, Object>> contexts(String node) {
    return context.listeners().stream()
        .filter(listener -> listener.protocol().startsWith("http"))
        .map(listener -> context(listener, node))
        .toList();
  }

  private static Map<String, Object> context(Listener listener, String node) {
    boolean metrics = listener.protocol().endsWith("prometheus");
    Map<String, Object> facts =
        Facts.of(
            "cowboy_opts",
            "[]",
            "description",
            metrics ? "RabbitMQ Prometheus" : "RabbitMQ Management",
            "ip",
            listener.address(),
            "path",
            "/",
            "port",
            Integer.toString(listener.port()),
            "ssl_opts",
            List.of());
    if (node != null) {
      facts.put("node", node);
    }
    return facts;
  }
}
