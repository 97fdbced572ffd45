package io.motet.management.view;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.policy.Policies;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueStatistics;
import io.motet.management.stats.Reading;
import io.motet.management.stats.SampleRanges;
import io.motet.management.stats.Statistics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A queue's facts, in three widths: without statistics, as in lists, and alone. */
public final class QueueView {
  /** What {@link #basic} has. */
  public static final Set<String> BASIC_COLUMNS =
      Set.of(
          "vhost",
          "name",
          "node",
          "durable",
          "auto_delete",
          "exclusive",
          "arguments",
          "type",
          "state");

  private final Statistics statistics;
  private final String node;
  private final EffectivePolicy policies;

  public QueueView(Statistics statistics, Policies policies, String node) {
    this.statistics = statistics;
    this.node = node;
    this.policies = new EffectivePolicy(policies);
  }

  /** What does not change while the queue lives. */
  public Map<String, Object> basic(Queue queue) {
    Map<String, Object> facts =
        Facts.of(
            "arguments", Facts.json(queue.arguments()),
            "auto_delete", queue.autoDelete(),
            "durable", queue.durable(),
            "exclusive", queue.exclusiveOwner() != null,
            "name", queue.name(),
            "node", node,
            "state", "running",
            "type", queue.type(),
            "vhost", queue.virtualHost());
    if (queue.type().equals("quorum")) {
      facts.put("leader", node);
      facts.put("members", List.of(node));
      facts.put("online", List.of(node));
    }
    return facts;
  }

  /** For clients that switch statistics off but want to know the lengths. */
  public Map<String, Object> withTotals(Queue queue) {
    Map<String, Object> facts = withPolicy(queue);
    QueueStatistics figures = queue.statistics();
    facts.put("messages", figures.ready() + figures.unacknowledged());
    facts.put("messages_ready", figures.ready());
    facts.put("messages_unacknowledged", figures.unacknowledged());
    return facts;
  }

  /** For clients that switch statistics off. */
  public Map<String, Object> withPolicy(Queue queue) {
    Map<String, Object> facts = basic(queue);
    if (queue.statistics().policy() != null) {
      facts.put("policy", queue.statistics().policy());
    }
    return facts;
  }

  /** As in lists. */
  public Map<String, Object> listed(Queue queue, SampleRanges ranges) {
    QueueStatistics figures = queue.statistics();
    Reading reading = statistics.queue(queue, ranges);
    Map<String, Object> facts = basic(queue);
    MessageStats.putQueue(facts, reading);
    reading.put(facts, "messages", "messages_ready", "messages_unacknowledged");
    putConsumers(facts, figures);
    putContent(facts, figures);
    putPolicies(facts, queue.virtualHost(), figures);
    facts.put("memory", figures.memoryBytes());
    facts.put("garbage_collection", Facts.garbageCollection());
    facts.put("recoverable_slaves", null);
    Facts.putZero(facts, "reductions");
    if (figures.idleSinceMillis() > 0) {
      facts.put("idle_since", Facts.time(figures.idleSinceMillis()));
    }
    putType(facts, queue, figures, reading);
    putOwner(facts, queue.exclusiveOwner());
    return facts;
  }

  /** Alone: with its consumers. */
  public Map<String, Object> alone(Queue queue, SampleRanges ranges) {
    Map<String, Object> facts = listed(queue, ranges);
    facts.put(
        "consumer_details",
        queue.subscriptions().stream().map(s -> ConsumerView.facts(s, node)).toList());
    // Per pair of queue and exchange or channel, RabbitMQ counts only in its detailed rates mode.
    facts.put("incoming", List.of());
    facts.put("deliveries", List.of());
    return facts;
  }

  private static void putConsumers(Map<String, Object> facts, QueueStatistics figures) {
    facts.put("consumers", figures.consumers());
    facts.put("consumer_capacity", figures.consumerCapacity());
    facts.put("consumer_utilisation", figures.consumerCapacity());
    facts.put("exclusive_consumer_tag", figures.exclusiveConsumerTag());
    facts.put("single_active_consumer_tag", figures.singleActiveConsumerTag());
  }

  private static void putContent(Map<String, Object> facts, QueueStatistics figures) {
    long bytes = figures.readyBytes() + figures.unacknowledgedBytes();
    facts.put("message_bytes", bytes);
    facts.put("message_bytes_paged_out", figures.pagedOutBytes());
    facts.put("message_bytes_persistent", figures.persistentBytes());
    facts.put("message_bytes_ram", figures.residentBytes());
    facts.put("message_bytes_ready", figures.readyBytes());
    facts.put("message_bytes_unacknowledged", figures.unacknowledgedBytes());
    facts.put("messages_paged_out", figures.pagedOut());
    facts.put("messages_persistent", figures.persistent());
    facts.put("messages_ram", figures.resident());
    long readyInMemory = Math.min(figures.ready(), figures.resident());
    facts.put("messages_ready_ram", readyInMemory);
    facts.put("messages_unacknowledged_ram", figures.resident() - readyInMemory);
    long timestamp = figures.headMessageTimestampSeconds();
    facts.put("head_message_timestamp", timestamp < 0 ? null : timestamp);
  }

  private void putPolicies(Map<String, Object> facts, String host, QueueStatistics figures) {
    facts.put("policy", figures.policy());
    facts.put("operator_policy", figures.operatorPolicy());
    facts.put(
        "effective_policy_definition",
        policies.definition(host, figures.policy(), figures.operatorPolicy()));
  }

  private void putType(
      Map<String, Object> facts, Queue queue, QueueStatistics figures, Reading reading) {
    if (queue.type().equals("quorum")) {
      facts.put("message_bytes_dlx", 0);
      facts.put("messages_dlx", 0);
      facts.put("open_files", Facts.of(node, 0));
      facts.put("single_active_consumer_ctag", figures.singleActiveConsumerTag());
    } else {
      facts.put("backing_queue_status", BackingQueueStatus.facts(figures, reading));
    }
  }

  private static void putOwner(Map<String, Object> facts, ClientConnection owner) {
    if (owner != null) {
      facts.put("owner_pid_details", ConnectionView.reference(owner));
    }
  }
}
