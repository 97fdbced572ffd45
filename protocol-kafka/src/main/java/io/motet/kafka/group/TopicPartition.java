package io.motet.kafka.group;

/** A partition by name. */
public record TopicPartition(String topic, int partition) {}
