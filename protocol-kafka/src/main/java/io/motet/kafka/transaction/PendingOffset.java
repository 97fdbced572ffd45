package io.motet.kafka.transaction;

import java.util.UUID;

/**
 * An offset that a group will have when the transaction is committed.
 *
 * @param topicId of the topic at the time
 */
public record PendingOffset(
    String group,
    String topic,
    int partition,
    UUID topicId,
    long offset,
    int leaderEpoch,
    String metadata) {
  boolean isOf(String ofGroup, String ofTopic, int ofPartition) {
    return partition == ofPartition && group.equals(ofGroup) && topic.equals(ofTopic);
  }
}
