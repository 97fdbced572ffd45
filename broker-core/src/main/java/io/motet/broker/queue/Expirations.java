package io.motet.broker.queue;

import io.motet.broker.shard.Shard;

/**
 * When the next message of a queue expires: one timer per queue. Where messages expire in the order
 * they came, which a queue's own TTL gives, looking at the head is enough; only a message that may
 * expire before one in front of it is noted in a heap.
 */
final class Expirations {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int SEQUENCE_BITS = 56;
  private static final int SLACK = 64;

  private final Shard shard;
  private final Runnable onDue;
  private TimeHeap outOfOrder;

  /** The latest expiry of all that were added since the queue was empty. */
  private long latest;

  private long timerAt = NEVER;
  private Shard.Timer timer;

  /**
   * @param onDue expires what is due, then calls {@link #scheduleNext}
   */
  Expirations(Shard shard, Runnable onDue) {
    this.shard = shard;
    this.onDue = onDue;
  }

  /** Whether any message may ever expire: false for the queues that know no TTL. */
  boolean used() {
    return timerAt != NEVER || outOfOrder != null;
  }

  /**
   * Notes a message that was added.
   *
   * @param first whether the queue was empty before
   * @param inOrder whether messages leave in the order of arrival: no priorities, not returned
   */
  void added(Entry entry, boolean first, boolean inOrder) {
    long expiresAt = entry.expiresAtMillis == 0 ? NEVER : entry.expiresAtMillis;
    long before = first ? 0 : latest;
    latest = Math.max(before, expiresAt);
    if (expiresAt == NEVER) {
      return;
    }
    if (!inOrder || expiresAt < before) {
      if (outOfOrder == null) {
        outOfOrder = new TimeHeap();
      }
      outOfOrder.add(expiresAt, key(entry));
    }
    scheduleAt(expiresAt);
  }

  private static long key(Entry entry) {
    return ((long) entry.priority << SEQUENCE_BITS) | entry.sequence;
  }

  static int priority(long key) {
    return (int) (key >>> SEQUENCE_BITS);
  }

  static long sequence(long key) {
    return key & ((1L << SEQUENCE_BITS) - 1);
  }

  private void scheduleAt(long timeMillis) {
    if (timeMillis >= timerAt) {
      return;
    }
    cancel();
    timerAt = timeMillis;
    long delay = Math.max(0, timeMillis - shard.currentTimeMillis());
    timer =
        shard.schedule(
            delay,
            () -> {
              timerAt = NEVER;
              onDue.run();
            });
  }

  /** The key of a noted message that is due, or -1. It may have left the queue meanwhile. */
  long pollDue(long nowMillis) {
    if (outOfOrder == null || outOfOrder.isEmpty() || outOfOrder.firstTime() > nowMillis) {
      return -1;
    }
    return outOfOrder.poll();
  }

  /**
   * Sets the timer for what is left.
   *
   * @param headExpiresAtMillis of the first message; 0 for never or none
   */
  void scheduleNext(long headExpiresAtMillis) {
    if (headExpiresAtMillis != 0) {
      scheduleAt(headExpiresAtMillis);
    }
    if (outOfOrder != null && outOfOrder.isEmpty()) {
      outOfOrder = null;
    }
    if (outOfOrder != null) {
      scheduleAt(outOfOrder.firstTime());
    }
  }

  /** Whether the notes are mostly of messages that have left. */
  boolean wantsRebuild(int ready) {
    return outOfOrder != null && outOfOrder.size() > 2 * ready + SLACK;
  }

  /** Forgets the notes, for the owner to add those of the messages that are still there. */
  void clearNotes() {
    outOfOrder = null;
  }

  /** Notes again a message that is still there. */
  void noteAgain(Entry entry) {
    if (entry.expiresAtMillis != 0) {
      if (outOfOrder == null) {
        outOfOrder = new TimeHeap();
      }
      outOfOrder.add(entry.expiresAtMillis, key(entry));
    }
  }

  /** Stops the timer. */
  void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    timerAt = NEVER;
  }
}
