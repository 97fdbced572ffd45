package io.motet.kafka.topic;

/**
 * How topics are created.
 *
 * @param autoCreate whether asking for a topic creates it
 * @param partitions of a topic that does not say
 * @param strictReplication whether replication factors above 1 are refused
 */
public record TopicOptions(boolean autoCreate, int partitions, boolean strictReplication) {}
