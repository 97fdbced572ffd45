package io.motet.kafka.group.modern;

import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The topics that members of a group subscribe to, as they are now. Two that are equal give the
 * same targets: when they are not, topics were made, deleted or have more partitions.
 *
 * @param partitionCounts by the topics' ids
 */
public record SubscribedTopics(Map<UUID, Integer> partitionCounts) {
  /** No topic. */
  public static final SubscribedTopics NONE = new SubscribedTopics(Map.of());

  /** Those of the names that there are. */
  public static SubscribedTopics of(
      Collection<? extends Collection<String>> names, ReadableTopics topics) {
    Map<UUID, Integer> counts = new HashMap<>();
    for (Collection<String> some : names) {
      for (String name : some) {
        ReadableTopic topic = topics.find(name);
        if (topic != null) {
          counts.put(topic.id(), topic.partitionCount());
        }
      }
    }
    return new SubscribedTopics(counts);
  }

  /** The ids of those topics that there are, in order. */
  public static Set<UUID> ids(Collection<String> names, ReadableTopics topics) {
    Set<UUID> ids = new TreeSet<>();
    for (String name : names) {
      ReadableTopic topic = topics.find(name);
      if (topic != null) {
        ids.add(topic.id());
      }
    }
    return ids;
  }

  /** 0 when there is no such topic. */
  public int partitionCount(UUID topic) {
    return partitionCounts.getOrDefault(topic, 0);
  }
}
