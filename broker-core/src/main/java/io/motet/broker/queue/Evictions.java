package io.motet.broker.queue;

import io.motet.broker.deadletter.DeathReason;

/**
 * How ready messages leave a queue without being taken: too old, too many, or wanted by nobody. On
 * the queue's shard.
 */
final class Evictions {
  private final QueueCore queue;
  private final Expirations expirations;
  private final Entry cursor = new Entry();

  Evictions(QueueCore queue) {
    this.queue = queue;
    this.expirations = new Expirations(queue.shard().shard(), this::expireDue);
  }

  /**
   * A message was added to the ready ones.
   *
   * @param alone whether it is the only one
   * @param inOrder whether it stands behind all that came before it
   */
  void added(Entry entry, boolean alone, boolean inOrder) {
    boolean noPriorities = queue.settings().maxPriority() == 0;
    expirations.added(entry, alone, inOrder && noPriorities);
  }

  static boolean expired(Entry entry, long nowMillis) {
    return entry.expiresAtMillis != 0 && entry.expiresAtMillis <= nowMillis;
  }

  /** Ends the oldest while there are more than the settings allow. */
  void dropExcess() {
    ReadyMessages ready = queue.ready();
    while (queue.settings().overflow() == Overflow.DROP_HEAD
        && queue.overLimit(0, 0)
        && !ready.isEmpty()) {
      ready.peek(cursor);
      if (!killHead(cursor, DeathReason.MAXLEN)) {
        return;
      }
    }
  }

  /**
   * Ends the first message.
   *
   * @param head shows it; its content changes
   * @return false when its body must be read first
   */
  boolean killHead(Entry head, DeathReason reason) {
    boolean sent = queue.departures().sendOn();
    if (sent && head.message == null) {
      queue.coldReader().readHead();
      return false;
    }
    Entry dead = sent ? new Entry() : head;
    takeHead(dead);
    queue.departures().die(dead, reason);
    return true;
  }

  /** Ends the first message, which is in memory and which nobody wants. */
  void dropHead() {
    Entry dropped = new Entry();
    takeHead(dropped);
    queue.watchers().gone(dropped.message, null);
    queue.departures().end(dropped);
  }

  private void takeHead(Entry into) {
    queue.ready().poll(into);
    queue.figures().leftReady(into);
  }

  /** Ends all that is due, wherever it stands. */
  void expireDue() {
    ReadyMessages ready = queue.ready();
    long now = queue.nowMillis();
    boolean head = true;
    while (head && ready.peek(cursor) && expired(cursor, now)) {
      head = killHead(cursor, DeathReason.EXPIRED);
    }
    for (long key = expirations.pollDue(now); key >= 0; key = expirations.pollDue(now)) {
      Entry dead = new Entry();
      if (ready.remove(Expirations.priority(key), Expirations.sequence(key), dead)) {
        queue.figures().leftReady(dead);
        queue.departures().die(dead, DeathReason.EXPIRED);
      }
    }
    if (expirations.wantsRebuild(ready.size())) {
      expirations.clearNotes();
      ready.forEach(expirations::noteAgain);
    }
    boolean more = ready.peek(cursor) && !expired(cursor, now);
    expirations.scheduleNext(more ? cursor.expiresAtMillis : 0);
  }

  /** Looks no more. */
  void cancel() {
    expirations.cancel();
  }
}
