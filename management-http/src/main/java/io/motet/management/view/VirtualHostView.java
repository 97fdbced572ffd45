package io.motet.management.view;

import io.motet.broker.vhost.VirtualHost;
import io.motet.management.stats.Reading;
import io.motet.management.stats.SampleRanges;
import io.motet.management.stats.Statistics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A virtual host's facts. */
public final class VirtualHostView {
  /** What {@link #basic} has. */
  public static final Set<String> BASIC_COLUMNS =
      Set.of(
          "name",
          "description",
          "tags",
          "default_queue_type",
          "metadata",
          "tracing",
          "cluster_state",
          "protected_from_deletion");

  private final Statistics statistics;
  private final String node;

  public VirtualHostView(Statistics statistics, String node) {
    this.statistics = statistics;
    this.node = node;
  }

  public Map<String, Object> basic(VirtualHost host) {
    List<String> tags = List.copyOf(host.tags());
    String description = host.description() == null ? "" : host.description();
    Map<String, Object> metadata =
        Facts.of("default_queue_type", "classic", "description", description, "tags", tags);
    Map<String, Object> facts =
        Facts.of(
            "cluster_state",
            Facts.of(node, "running"),
            "default_queue_type",
            "classic",
            "description",
            description,
            "metadata",
            metadata,
            "name",
            host.name(),
            "protected_from_deletion",
            false,
            "tags",
            tags,
            "tracing",
            host.tracing());
    host.details().forEach((name, value) -> facts.put(name, Facts.json(value)));
    return facts;
  }

  public Map<String, Object> full(VirtualHost host, SampleRanges ranges) {
    Map<String, Object> facts = basic(host);
    Reading reading = statistics.virtualHost(host, ranges);
    MessageStats.put(facts, MessageStats.channel(reading));
    reading.put(facts, "messages", "messages_ready", "messages_unacknowledged");
    reading.put(facts, "recv_oct", "send_oct");
    return facts;
  }
}
