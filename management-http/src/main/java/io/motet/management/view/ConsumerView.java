package io.motet.management.view;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.queue.ConsumerSpec;
import io.motet.broker.queue.Subscription;
import java.util.Map;

/** A consumer's facts. */
public final class ConsumerView {
  private ConsumerView() {}

  /** As in lists and under its queue. */
  public static Map<String, Object> facts(Subscription subscription, String node) {
    ConsumerSpec spec = subscription.spec();
    boolean active = subscription.active();
    Map<String, Object> facts =
        Facts.of(
            "ack_required", !spec.noAck(),
            "active", active,
            "activity_status", active ? "up" : "waiting",
            "arguments", Facts.json(spec.arguments()),
            "channel_details", channel(spec.channel(), node),
            "consumer_tag", spec.tag(),
            "exclusive", spec.exclusive(),
            "prefetch_count", spec.prefetch());
    facts.put(
        "queue",
        Facts.of("name", subscription.queue().name(), "vhost", subscription.queue().virtualHost()));
    return facts;
  }

  private static Object channel(ClientChannel channel, String node) {
    if (channel == null) {
      return Facts.of();
    }
    return Facts.of(
        "connection_name", channel.connection().name(),
        "name", channel.name(),
        "node", node,
        "number", channel.number(),
        "peer_host", channel.connection().peerHost(),
        "peer_port", channel.connection().peerPort(),
        "user", channel.connection().user());
  }
}
