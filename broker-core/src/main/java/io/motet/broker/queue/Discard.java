package io.motet.broker.queue;

import io.motet.broker.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Picks messages while they are shown and removes them afterwards. On the queue's shard. */
final class Discard implements Browser.Visitor {
  private final QueueCore queue;
  private final Predicate<Message> which;
  private final List<Picked> picked = new ArrayList<>();

  private record Picked(int priority, long sequence) {}

  Discard(QueueCore queue, Predicate<Message> which) {
    this.queue = queue;
    this.which = which;
  }

  @Override
  public void visit(Message message, int priority, long sequence) {
    if (which.test(message)) {
      picked.add(new Picked(priority, sequence));
    }
  }

  /** Returns how many were still there. */
  long carryOut() {
    long removed = 0;
    Entry entry = new Entry();
    for (Picked each : picked) {
      if (!queue.deleted() && queue.ready().remove(each.priority(), each.sequence(), entry)) {
        queue.figures().leftReady(entry);
        queue.watchers().gone(entry.message, null);
        queue.departures().end(entry);
        removed++;
      }
    }
    return removed;
  }
}
