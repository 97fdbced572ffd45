package io.motet.broker.topic;

import java.util.Map;

/**
 * A topic to be.
 *
 * @param partitions from 1 to the setting {@code topic.max.partitions}
 * @param configs by Kafka's names; what is absent has its default
 * @param internal whether the broker uses it for itself
 */
public record TopicDeclaration(
    String name, int partitions, Map<String, String> configs, boolean internal) {
  /** Copies the configurations. */
  public TopicDeclaration {
    configs = Map.copyOf(configs);
  }

  /** A topic for clients. */
  public TopicDeclaration(String name, int partitions, Map<String, String> configs) {
    this(name, partitions, configs, false);
  }
}
