package io.motet.kafka.topic;

import io.motet.broker.topic.TopicDeclaration;
import io.motet.broker.topic.Topics;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics in which Kafka keeps groups and transactions. Here both are metadata, so these topics
 * have no records; they are there because tools look for them, and they come into being when Kafka
 * would make them: when a coordinator is first asked for.
 */
public final class InternalTopics {
  private static final Logger log = LoggerFactory.getLogger(InternalTopics.class);
  private static final String OFFSETS = "__consumer_offsets";
  private static final String TRANSACTIONS = "__transaction_state";
  private static final int PARTITIONS = 50;
  private static final Set<String> NAMES = Set.of(OFFSETS, TRANSACTIONS);
  private static final Map<String, String> OFFSETS_CONFIGS =
      Map.of(
          "cleanup.policy", "compact",
          "compression.type", "producer",
          "segment.bytes", "104857600");
  private static final Map<String, String> TRANSACTIONS_CONFIGS =
      Map.of(
          "cleanup.policy", "compact",
          "compression.type", "uncompressed",
          "segment.bytes", "104857600",
          "unclean.leader.election.enable", "false",
          "min.insync.replicas", "1");

  private final Topics topics;

  /** Among these topics. */
  public InternalTopics(Topics topics) {
    this.topics = topics;
  }

  /** Whether a topic of that name is Kafka's own. */
  public static boolean has(String name) {
    return NAMES.contains(name);
  }

  /** How a topic is made that only its name is known of. */
  static TopicDeclaration declaration(String name, int partitions) {
    if (!has(name)) {
      return new TopicDeclaration(name, partitions, Map.of());
    }
    Map<String, String> configs = name.equals(OFFSETS) ? OFFSETS_CONFIGS : TRANSACTIONS_CONFIGS;
    return new TopicDeclaration(name, PARTITIONS, configs, true);
  }

  /** A group's coordinator was asked for. Any thread. */
  public void groupsAreUsed() {
    create(OFFSETS);
  }

  /** A transaction's coordinator was asked for. Any thread. */
  public void transactionsAreUsed() {
    create(TRANSACTIONS);
  }

  /** Nobody waits for it; a queue may have the name. */
  private void create(String name) {
    if (topics.topic(name) == null) {
      topics
          .create(declaration(name, PARTITIONS))
          .whenComplete(
              (topic, failure) -> {
                if (failure != null) {
                  log.debug("topic {} is not made: {}", name, TopicErrors.text(failure));
                }
              });
    }
  }
}
