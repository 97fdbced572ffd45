package io.motet.zmtp.peer;

import io.motet.broker.queue.Queue;
import io.motet.broker.shard.Shard;

/**
 * Holds a peer back while the queue it fills is too long, until it is half empty: the sender feels
 * it as ZeroMQ's high-water mark, by TCP. Looks at the queue now and then meanwhile, less and less
 * often. On the peer's shard.
 */
final class HighWatermark {
  private static final long FIRST_LOOK_MILLIS = 1;
  private static final long LAST_LOOK_MILLIS = 64;

  private final Peer peer;
  private final int mostMessages;
  private Shard.Timer look;
  private boolean closed;

  /**
   * @param mostMessages 0 for no limit
   */
  HighWatermark(Peer peer, int mostMessages) {
    this.peer = peer;
    this.mostMessages = mostMessages;
  }

  /** The peer has sent a message. */
  void sent() {
    if (mostMessages > 0 && look == null && ready() >= mostMessages) {
      peer.hold();
      lookIn(FIRST_LOOK_MILLIS);
    }
  }

  private long ready() {
    Queue queue = peer.virtualHost().queue(peer.service());
    return queue == null ? 0 : queue.statistics().ready();
  }

  private void lookIn(long millis) {
    look = peer.shard().schedule(millis, () -> look(millis));
  }

  private void look(long lastMillis) {
    if (closed) {
      return;
    }
    if (ready() > mostMessages / 2) {
      lookIn(Math.min(2 * lastMillis, LAST_LOOK_MILLIS));
    } else {
      look = null;
      peer.release();
    }
  }

  void close() {
    closed = true;
    if (look != null) {
      look.cancel();
    }
  }
}
