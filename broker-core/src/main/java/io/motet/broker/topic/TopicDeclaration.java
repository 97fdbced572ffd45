package io.motet.broker.topic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A topic to be.
 *
 * @param partitions from 1 to the setting {@code topic.max.partitions}
 * @param configs by Kafka's names; what is absent has its default
 * @param internal whether the broker uses it for itself
 * @param queueArguments those of the AMQP queue that it was declared as; else empty
 */
public record TopicDeclaration(
    String name,
    int partitions,
    Map<String, String> configs,
    boolean internal,
    Map<String, Object> queueArguments) {
  /** Copies the maps. */
  public TopicDeclaration {
    configs = Map.copyOf(configs);
    // Arguments may be null.
    queueArguments = Collections.unmodifiableMap(new LinkedHashMap<>(queueArguments));
  }

  /** A topic that no queue was declared for. */
  public TopicDeclaration(
      String name, int partitions, Map<String, String> configs, boolean internal) {
    this(name, partitions, configs, internal, Map.of());
  }

  /** A topic for clients. */
  public TopicDeclaration(String name, int partitions, Map<String, String> configs) {
    this(name, partitions, configs, false);
  }
}
