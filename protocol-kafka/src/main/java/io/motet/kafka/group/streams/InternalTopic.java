package io.motet.kafka.group.streams;

import java.util.Map;

/**
 * A topic that the application has for itself.
 *
 * @param partitions 0 when the broker is to decide
 * @param configs by Kafka's names
 */
record InternalTopic(
    String name, int partitions, short replicationFactor, Map<String, String> configs) {
  InternalTopic withPartitions(int decided) {
    return new InternalTopic(name, decided, replicationFactor, configs);
  }
}
