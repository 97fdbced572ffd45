package io.motet.kafka.group;

import java.util.UUID;

/**
 * How far a group has read a partition.
 *
 * @param topicId of the topic at that time: a later one of the same name is another
 * @param leaderEpoch -1 when not known
 * @param metadata of the client's own
 */
public record CommittedOffset(
    UUID topicId, long offset, int leaderEpoch, String metadata, long committedAtMillis) {}
