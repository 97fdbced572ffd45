package io.motet.zmtp.pubsub;

import io.motet.broker.message.Utf8;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The subscriptions of one peer, counted: two to the same topic take two cancels (RFC 37, 4.2). Not
 * thread-safe.
 */
final class Topics {
  /** What a change means for the bindings of the peer's queue. */
  enum Change {
    NONE,
    BIND,
    UNBIND
  }

  private final Map<ByteBuffer, Integer> byTopic = new HashMap<>();
  private final Map<Utf8, Integer> byKey = new HashMap<>();
  private int inexact;
  private int count;

  /** All subscriptions, repeated ones too. */
  int count() {
    return count;
  }

  Change add(byte[] topic, Utf8 key) {
    count++;
    if (byTopic.merge(ByteBuffer.wrap(topic), 1, Integer::sum) > 1) {
      return Change.NONE;
    }
    if (key.length() < topic.length) {
      inexact++;
    }
    return byKey.merge(key, 1, Integer::sum) == 1 ? Change.BIND : Change.NONE;
  }

  /** One that is not there changes nothing. */
  Change remove(byte[] topic, Utf8 key) {
    ByteBuffer wrapped = ByteBuffer.wrap(topic);
    Integer held = byTopic.get(wrapped);
    if (held == null) {
      return Change.NONE;
    }
    count--;
    if (held > 1) {
      byTopic.put(wrapped, held - 1);
      return Change.NONE;
    }
    byTopic.remove(wrapped);
    if (key.length() < topic.length) {
      inexact--;
    }
    return byKey.merge(key, -1, Topics::lessOrNone) == null ? Change.UNBIND : Change.NONE;
  }

  private static Integer lessOrNone(Integer held, Integer less) {
    return held + less == 0 ? null : held + less;
  }

  /** Whether a message that came by a binding may still match no topic. */
  boolean inexact() {
    return inexact > 0;
  }

  /**
   * Whether a topic is the beginning of these bytes; asked only when keys don't say it.
   *
   * @param head the first frame
   */
  boolean match(ByteBuffer head) {
    for (ByteBuffer topic : byTopic.keySet()) {
      int length = topic.remaining();
      if (length <= head.remaining()
          && topic.equals(head.duplicate().limit(head.position() + length))) {
        return true;
      }
    }
    return false;
  }
}
