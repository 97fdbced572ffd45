package io.motet.management.view;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.queue.Subscription;
import io.motet.management.stats.SampleRanges;
import io.motet.management.stats.Statistics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A channel's facts. */
public final class ChannelView {
  /** What {@link #basic} has. */
  public static final Set<String> BASIC_COLUMNS =
      Set.of("name", "node", "number", "user", "vhost", "connection_details");

  private final Statistics statistics;
  private final String node;

  public ChannelView(Statistics statistics, String node) {
    this.statistics = statistics;
    this.node = node;
  }

  public Map<String, Object> basic(ClientChannel channel) {
    return Facts.of(
        "connection_details", ConnectionView.reference(channel.connection()),
        "name", channel.name(),
        "node", node,
        "number", channel.number(),
        "user", channel.connection().user(),
        "vhost", channel.connection().virtualHost());
  }

  /** As in lists. */
  public Map<String, Object> listed(ClientChannel channel, SampleRanges ranges) {
    Map<String, Object> facts = basic(channel);
    facts.put("acks_uncommitted", channel.uncommittedAckCount());
    facts.put("confirm", channel.confirms());
    facts.put("consumer_count", channel.consumerCount());
    facts.put("garbage_collection", Facts.garbageCollection());
    facts.put("global_prefetch_count", channel.globalPrefetch());
    facts.put("messages_unacknowledged", channel.unacknowledgedCount());
    facts.put("messages_uncommitted", channel.uncommittedCount());
    facts.put("messages_unconfirmed", channel.unconfirmedCount());
    facts.put("pending_raft_commands", 0);
    facts.put("prefetch_count", channel.prefetch());
    facts.put("state", "running");
    facts.put("transactional", channel.transactional());
    facts.put("user_who_performed_action", channel.connection().user());
    Facts.putZero(facts, "reductions");
    if (channel.idleSinceMillis() > 0) {
      facts.put("idle_since", Facts.time(channel.idleSinceMillis()));
    }
    MessageStats.put(facts, MessageStats.channel(statistics.channel(channel, ranges)));
    return facts;
  }

  /** Alone: with its consumers. */
  public Map<String, Object> alone(
      ClientChannel channel, List<Subscription> consumers, SampleRanges ranges) {
    Map<String, Object> facts = listed(channel, ranges);
    facts.put(
        "consumer_details", consumers.stream().map(s -> ConsumerView.facts(s, node)).toList());
    // Per pair of channel and queue or exchange, RabbitMQ counts only in its detailed rates mode.
    facts.put("deliveries", List.of());
    facts.put("publishes", List.of());
    return facts;
  }
}
