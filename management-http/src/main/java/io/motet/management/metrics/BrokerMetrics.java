package io.motet.management.metrics;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionRegistry.Churn;
import io.motet.broker.queue.Queue;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.stats.MessageCounters.Kind;
import io.motet.broker.vhost.VirtualHost;
import io.motet.management.stats.NodeProbe;
import io.motet.management.stats.Reading;
import io.motet.management.stats.SampleRanges;
import io.motet.management.stats.Statistics;
import io.motet.management.view.Versions;
import java.time.InstantSource;

/** The broker's metrics by RabbitMQ's names, read anew for each scrape. */
final class BrokerMetrics {
  private static final String PROTOCOL = "amqp091";
  private static final String QUEUE_TYPE = "rabbit_classic_queue";
  private static final long MILLIS_PER_SECOND = 1000;

  private final FrontEndContext context;
  private final Statistics statistics;
  private final NodeProbe probe;
  private final InstantSource clock;
  private final long diskFreeLimitBytes;

  BrokerMetrics(
      FrontEndContext context,
      Statistics statistics,
      NodeProbe probe,
      InstantSource clock,
      long diskFreeLimitBytes) {
    this.context = context;
    this.statistics = statistics;
    this.probe = probe;
    this.clock = clock;
    this.diskFreeLimitBytes = diskFreeLimitBytes;
  }

  String scrape() {
    ExpositionText text = new ExpositionText();
    identity(text);
    Reading overview = statistics.overview(SampleRanges.NONE);
    objects(text, overview);
    messagesIn(text, overview);
    messagesOut(text, overview);
    churn(text, context.connections().churn());
    process(text);
    return text.toString();
  }

  private void identity(ExpositionText text) {
    text.family("rabbitmq_build_info", "Versions", "gauge")
        .labelled(
            "rabbitmq_build_info",
            1,
            "rabbitmq_version",
            Versions.RABBITMQ,
            "prometheus_plugin_version",
            Versions.product(),
            "prometheus_client_version",
            Versions.product(),
            "erlang_version",
            Versions.runtime(),
            "product_name",
            Versions.PRODUCT_NAME,
            "product_version",
            Versions.product());
    text.family("rabbitmq_identity_info", "Node and cluster", "gauge")
        .labelled(
            "rabbitmq_identity_info",
            1,
            "rabbitmq_node",
            context.nodeName(),
            "rabbitmq_cluster",
            context.clusterName(),
            "rabbitmq_cluster_permanent_id",
            context.clusterName(),
            "rabbitmq_endpoint",
            "aggregated");
  }

  private void objects(ExpositionText text, Reading overview) {
    long queues = 0;
    long consumers = 0;
    for (VirtualHost host : context.virtualHosts().all()) {
      queues += host.queues().size();
      for (Queue queue : host.queues()) {
        consumers += queue.statistics().consumers();
      }
    }
    long channels = 0;
    long publishers = 0;
    for (ClientConnection connection : context.connections().all()) {
      for (ClientChannel channel : connection.channels()) {
        channels++;
        publishers += channel.counters().get(Kind.PUBLISH) > 0 ? 1 : 0;
      }
    }
    text.gauge("rabbitmq_connections", "Connections open", context.connections().all().size())
        .gauge("rabbitmq_channels", "Channels open", channels)
        .gauge("rabbitmq_consumers", "Consumers", consumers)
        .gauge("rabbitmq_queues", "Queues", queues)
        .gauge("rabbitmq_queue_messages", "Messages", overview.value("messages"))
        .gauge("rabbitmq_queue_messages_ready", "Messages ready", overview.value("messages_ready"))
        .gauge(
            "rabbitmq_queue_messages_unacked",
            "Messages unacknowledged",
            overview.value("messages_unacknowledged"));
    byProtocol(text, "gauge", "rabbitmq_global_consumers", "Consumers", consumers);
    byProtocol(text, "gauge", "rabbitmq_global_publishers", "Channels that published", publishers);
  }

  private static void messagesIn(ExpositionText text, Reading overview) {
    long published = overview.value("publish");
    long returned = overview.value("return_unroutable");
    long dropped = overview.value("drop_unroutable");
    long confirmed = overview.value("confirm");
    count(text, "messages_received_total", "Messages published", published);
    count(text, "messages_received_confirm_total", "Published awaiting confirms", confirmed);
    count(text, "messages_confirmed_total", "Messages confirmed", confirmed);
    count(text, "messages_routed_total", "Messages routed", published - returned - dropped);
    count(text, "messages_unroutable_dropped_total", "Unroutable and dropped", dropped);
    count(text, "messages_unroutable_returned_total", "Unroutable and returned", returned);
  }

  private static void messagesOut(ExpositionText text, Reading overview) {
    delivered(text, "messages_delivered_total", "Messages delivered", overview, "deliver_get");
    delivered(
        text,
        "messages_delivered_consume_manual_ack_total",
        "Delivered to acknowledging consumers",
        overview,
        "deliver");
    delivered(
        text,
        "messages_delivered_consume_auto_ack_total",
        "Delivered to other consumers",
        overview,
        "deliver_no_ack");
    delivered(
        text,
        "messages_delivered_get_manual_ack_total",
        "Fetched, to be acknowledged",
        overview,
        "get");
    delivered(text, "messages_delivered_get_auto_ack_total", "Fetched", overview, "get_no_ack");
    delivered(text, "messages_get_empty_total", "Fetches from empty queues", overview, "get_empty");
    delivered(text, "messages_redelivered_total", "Redelivered", overview, "redeliver");
    delivered(text, "messages_acknowledged_total", "Acknowledged", overview, "ack");
  }

  private static void churn(ExpositionText text, Churn churn) {
    text.counter(
            "rabbitmq_connections_opened_total", "Connections opened", churn.connectionsCreated())
        .counter(
            "rabbitmq_connections_closed_total", "Connections closed", churn.connectionsClosed())
        .counter("rabbitmq_channels_opened_total", "Channels opened", churn.channelsCreated())
        .counter("rabbitmq_channels_closed_total", "Channels closed", churn.channelsClosed())
        .counter("rabbitmq_queues_declared_total", "Queues declared", churn.queuesDeclared())
        .counter("rabbitmq_queues_created_total", "Queues created", churn.queuesCreated())
        .counter("rabbitmq_queues_deleted_total", "Queues deleted", churn.queuesDeleted());
  }

  private void process(ExpositionText text) {
    long memoryLimit = Runtime.getRuntime().maxMemory() + context.memory().limitBytes();
    long uptimeSeconds = (clock.millis() - context.startedAtMillis()) / MILLIS_PER_SECOND;
    text.gauge("rabbitmq_process_open_fds", "Files open", probe.openFiles())
        .gauge("rabbitmq_process_max_fds", "Most files open", probe.mostOpenFiles())
        .gauge("rabbitmq_process_resident_memory_bytes", "Resident set", probe.residentBytes())
        .gauge("rabbitmq_resident_memory_limit_bytes", "Memory limit", memoryLimit)
        .gauge("rabbitmq_disk_space_available_bytes", "Disk free", probe.freeDiskBytes())
        .gauge("rabbitmq_disk_space_available_limit_bytes", "Disk free limit", diskFreeLimitBytes)
        .gauge("rabbitmq_erlang_uptime_seconds", "Time since the start", uptimeSeconds);
  }

  private static void count(ExpositionText text, String name, String help, long value) {
    byProtocol(text, "counter", "rabbitmq_global_" + name, help, value);
  }

  private static void byProtocol(
      ExpositionText text, String type, String name, String help, long value) {
    text.family(name, help, type).labelled(name, value, "protocol", PROTOCOL);
  }

  private static void delivered(
      ExpositionText text, String name, String help, Reading overview, String figure) {
    String full = "rabbitmq_global_" + name;
    text.family(full, help, "counter")
        .labelled(full, overview.value(figure), "protocol", PROTOCOL, "queue_type", QUEUE_TYPE);
  }
}
