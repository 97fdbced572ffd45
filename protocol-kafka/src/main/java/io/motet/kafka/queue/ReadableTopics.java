package io.motet.kafka.queue;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import java.util.UUID;

/** What consumers of any kind can read: topics, and queues. Any thread. */
public record ReadableTopics(Topics topics, QueueTopics queues) {
  /** What clients know of it. */
  public record ReadableTopic(String name, UUID id, int partitionCount) {
    /** Whether there is a partition of that number. */
    public boolean hasPartition(int index) {
      return index >= 0 && index < partitionCount;
    }
  }

  /** Null when absent. */
  public ReadableTopic find(String name) {
    Topic topic = topics.topic(name);
    return topic == null ? of(queues.find(name)) : of(topic);
  }

  /** Null when absent. */
  public ReadableTopic find(UUID id) {
    Topic topic = topics.topic(id);
    return topic == null ? of(queues.find(id)) : of(topic);
  }

  private static ReadableTopic of(Topic topic) {
    return new ReadableTopic(topic.name(), topic.id(), topic.partitionCount());
  }

  private static ReadableTopic of(QueueTopic queue) {
    return queue == null ? null : new ReadableTopic(queue.name(), queue.id(), 1);
  }
}
