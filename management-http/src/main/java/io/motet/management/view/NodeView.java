package io.motet.management.view;

import io.motet.broker.memory.Alarms.Alarm;
import io.motet.broker.spi.FrontEndContext;
import io.motet.management.stats.NodeProbe;
import io.motet.management.stats.Reading;
import io.motet.management.stats.SampleRanges;
import io.motet.management.stats.Statistics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one node's facts: process, memory, disk, files. */
public final class NodeView {
  private static final double MICROS_PER_MILLI = 1000.0;
  private static final int MOST_THREADS = 1_048_576;

  /** Counts of RabbitMQ's stores that have no equal here. */
  private static final List<String> WITHOUT_EQUAL =
      List.of(
          "context_switches",
          "gc_bytes_reclaimed",
          "io_read_count",
          "io_read_avg_time",
          "io_write_avg_time",
          "io_seek_count",
          "io_seek_avg_time",
          "io_reopen_count",
          "mnesia_ram_tx_count",
          "mnesia_disk_tx_count",
          "msg_store_read_count",
          "msg_store_write_count",
          "queue_index_read_count",
          "queue_index_write_count");

  private final FrontEndContext context;
  private final Statistics statistics;
  private final NodeProbe probe;
  private final OverviewView overview;
  private final InstantSource clock;
  private final long diskFreeLimitBytes;

  public NodeView(
      FrontEndContext context,
      Statistics statistics,
      NodeProbe probe,
      InstantSource clock,
      long diskFreeLimitBytes) {
    this.context = context;
    this.statistics = statistics;
    this.probe = probe;
    this.overview = new OverviewView(context, statistics);
    this.clock = clock;
    this.diskFreeLimitBytes = diskFreeLimitBytes;
  }

  /** Without figures. */
  public Map<String, Object> basic() {
    return Facts.of("name", context.nodeName(), "type", "disc", "running", true);
  }

  public Map<String, Object> full(SampleRanges ranges) {
    Map<String, Object> facts = basic();
    putLimits(facts);
    putProcess(facts);
    putConfiguration(facts);
    Reading reading = statistics.node(ranges);
    reading.put(facts, "mem_used", "fd_used", "sockets_used", "proc_used", "disk_free", "gc_num");
    reading.put(facts, "io_read_bytes", "io_write_count", "io_write_bytes");
    putForces(facts, reading);
    WITHOUT_EQUAL.forEach(name -> Facts.putZero(facts, name));
    facts.putAll(OverviewView.churn(statistics.overview(ranges)));
    return facts;
  }

  private void putLimits(Map<String, Object> facts) {
    Set<Alarm> alarms = context.alarms().active();
    facts.put("mem_limit", memoryLimitBytes());
    facts.put("mem_alarm", alarms.contains(Alarm.MEMORY));
    facts.put("disk_free_limit", diskFreeLimitBytes);
    facts.put("disk_free_alarm", alarms.contains(Alarm.DISK));
    facts.put("fd_total", probe.mostOpenFiles());
    facts.put("sockets_total", probe.mostOpenFiles());
    facts.put("proc_total", MOST_THREADS);
  }

  /** The heap's and the messages' together, as the process's own size is what is compared to it. */
  private long memoryLimitBytes() {
    return Runtime.getRuntime().maxMemory() + context.memory().limitBytes();
  }

  private void putProcess(Map<String, Object> facts) {
    facts.put("os_pid", Long.toString(ProcessHandle.current().pid()));
    facts.put("uptime", clock.millis() - context.startedAtMillis());
    facts.put("run_queue", 0);
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("mem_calculation_strategy", "rss");
    facts.put("rates_mode", "basic");
    facts.put("net_ticktime", 60);
  }

  private void putConfiguration(Map<String, Object> facts) {
    facts.put("partitions", List.of());
    facts.put("exchange_types", ExchangeTypesView.facts());
    facts.put(
        "auth_mechanisms",
        List.of(
            mechanism("AMQPLAIN", "QPid AMQPLAIN mechanism"),
            mechanism("PLAIN", "SASL PLAIN authentication mechanism")));
    facts.put(
        "applications",
        List.of(
            application("motet", "One broker for the clients of several protocols"),
            Facts.of("name", "rabbit", "description", "RabbitMQ", "version", Versions.RABBITMQ),
            Facts.of(
                "name", "rabbitmq_management",
                "description", "RabbitMQ Management Console",
                "version", Versions.RABBITMQ)));
    facts.put("contexts", overview.contexts(null));
    facts.put("log_files", List.of("<stdout>"));
    facts.put("db_dir", context.dataDirectory() == null ? "" : context.dataDirectory().toString());
    facts.put("config_files", List.of());
    facts.put("enabled_plugins", List.of("rabbitmq_management"));
    facts.put("ra_open_file_metrics", Facts.of("ra_log_wal", 0, "ra_log_segment_writer", 0));
    facts.put("cluster_links", List.of());
    facts.put("metrics_gc_queue_length", Facts.of());
    facts.put("being_drained", false);
  }

  private static Map<String, Object> mechanism(String name, String description) {
    return Facts.of("name", name, "description", description, "enabled", true);
  }

  private static Map<String, Object> application(String name, String description) {
    return Facts.of("name", name, "description", description, "version", Versions.product());
  }

  private static void putForces(Map<String, Object> facts, Reading reading) {
    long forces = reading.value("io_sync_count");
    reading.put(facts, "io_sync_count");
    double micros = forces == 0 ? 0.0 : (double) reading.value("io_sync_micros") / forces;
    facts.put("io_sync_avg_time", micros / MICROS_PER_MILLI);
    double forceRate = reading.rate("io_sync_count");
    double recent = forceRate == 0 ? 0.0 : reading.rate("io_sync_micros") / forceRate;
    facts.put("io_sync_avg_time_details", Facts.of("rate", recent / MICROS_PER_MILLI));
  }
}
