package io.motet.kafka.queue;

import io.motet.broker.queue.Queue;
import io.motet.broker.stream.StreamQueue;
import io.motet.broker.topic.TopicNames;
import io.motet.broker.vhost.VirtualHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The queues of a virtual host that Kafka's clients may know of: those that are no streams, belong
 * to no single connection and have a name that a topic may have. Any thread.
 */
public final class QueueTopics {
  private final VirtualHost virtualHost;
  private final boolean shown;

  /** Queues whose topic ids clients have been told. */
  private final Map<UUID, Queue> byId = new ConcurrentHashMap<>();

  /**
   * @param shown false as if there were none
   */
  public QueueTopics(VirtualHost virtualHost, boolean shown) {
    this.virtualHost = virtualHost;
    this.shown = shown;
  }

  /** As where there are no queues. */
  public static QueueTopics none() {
    return new QueueTopics(null, false);
  }

  /** Null when absent. */
  public QueueTopic find(String name) {
    if (!shown || name == null) {
      return null;
    }
    Queue queue = virtualHost.queue(name);
    return queue != null && isShown(queue) ? QueueTopic.of(queue) : null;
  }

  private static boolean isShown(Queue queue) {
    return !queue.type().equals(StreamQueue.TYPE)
        && queue.exclusiveOwner() == null
        && TopicNames.isAllowed(queue.name());
  }

  /** Null when absent. */
  public QueueTopic find(UUID id) {
    if (!shown || !QueueTopic.isId(id)) {
      return null;
    }
    Queue known = byId.get(id);
    if (known == null) {
      known = search(id.getLeastSignificantBits());
      if (known == null) {
        return null;
      }
      byId.put(id, known);
    }
    QueueTopic now = find(known.name());
    if (now == null || !now.id().equals(id)) {
      byId.remove(id);
      return null;
    }
    return now;
  }

  private Queue search(long queueId) {
    for (Queue queue : virtualHost.queues()) {
      if (queue.id() == queueId && isShown(queue)) {
        return queue;
      }
    }
    return null;
  }

  /** A snapshot. */
  public List<QueueTopic> all() {
    if (!shown) {
      return List.of();
    }
    List<QueueTopic> all = new ArrayList<>();
    for (Queue queue : virtualHost.queues()) {
      if (isShown(queue)) {
        all.add(QueueTopic.of(queue));
      }
    }
    return all;
  }
}
