package io.motet.kafka.queue;

import io.motet.broker.queue.Queue;
import java.util.UUID;

/**
 * A queue as a topic.
 *
 * @param id made of the queue's own: a later queue of the same name has another
 */
public record QueueTopic(Queue queue, UUID id) {
  /** Its only partition. */
  public static final int PARTITION = 0;

  /** Clients are told so as part of every partition; it never changes. */
  public static final int LEADER_EPOCH = 0;

  /** Marks ids that are queues'. */
  private static final long ID_PREFIX = 0x6d6f_7465_7471_4000L;

  static QueueTopic of(Queue queue) {
    return new QueueTopic(queue, new UUID(ID_PREFIX, queue.id()));
  }

  static boolean isId(UUID id) {
    return id.getMostSignificantBits() == ID_PREFIX;
  }

  /** The queue's name. */
  public String name() {
    return queue.name();
  }
}
