package io.motet.kafka.group.share;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.group.modern.SubscribedTopics;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.QueueTopics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What share groups can read: topics, and queues. Any thread. */
public record ShareableTopics(Topics topics, QueueTopics queues) {
  /** Null when there is none of that name. */
  UUID id(String name) {
    Topic topic = topics.topic(name);
    if (topic != null) {
      return topic.id();
    }
    QueueTopic queue = queues.find(name);
    return queue == null ? null : queue.id();
  }

  /** Null when there is none of that id. */
  public String name(UUID id) {
    Topic topic = topics.topic(id);
    if (topic != null) {
      return topic.name();
    }
    QueueTopic queue = queues.find(id);
    return queue == null ? null : queue.name();
  }

  private int partitionCount(UUID id) {
    Topic topic = topics.topic(id);
    return topic == null ? 1 : topic.partitionCount();
  }

  Set<UUID> ids(Collection<String> names) {
    Set<UUID> ids = new TreeSet<>();
    for (String name : names) {
      UUID id = id(name);
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  SubscribedTopics of(Collection<? extends Collection<String>> names) {
    Map<UUID, Integer> counts = new HashMap<>();
    names.forEach(some -> ids(some).forEach(id -> counts.put(id, partitionCount(id))));
    return new SubscribedTopics(counts);
  }
}
