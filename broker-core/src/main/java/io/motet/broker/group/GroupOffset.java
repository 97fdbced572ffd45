package io.motet.broker.group;

/**
 * How far a group has read a partition.
 *
 * @param offset of the next record that it will read
 */
public record GroupOffset(String topic, int partition, long offset) {}
