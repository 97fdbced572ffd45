package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.shard.ShardJournal;
import io.motet.storage.journal.JournalAppender;
import java.util.List;

/** A message on its way into several queues of one shard: asked, recorded once, then added. */
final class Admission {
  private final Message message;
  private final List<LocalQueue> queues;
  private final long delayMillis;
  private final long[] sequences;
  private final long[] expiries;
  private int durableCount;
  private boolean refused;

  private Admission(Message message, LocalTargets targets) {
    this.message = message;
    this.queues = targets.queues();
    this.delayMillis = targets.delayMillis();
    this.sequences = new long[queues.size()];
    this.expiries = new long[queues.size()];
  }

  /** Asks each queue; those that accept get a sequence. */
  static Admission of(Message message, LocalTargets targets) {
    Admission admission = new Admission(message, targets);
    for (int i = 0; i < targets.queues().size(); i++) {
      admission.ask(i, targets.queues().get(i).core());
    }
    return admission;
  }

  private void ask(int i, QueueCore queue) {
    if (queue.deleted()) {
      return;
    }
    if (!queue.admits(message)) {
      refused = true;
      return;
    }
    sequences[i] = queue.nextSequence();
    expiries[i] = queue.expiryOf(message, delayMillis);
    if (queue.journals(message)) {
      durableCount++;
    }
  }

  boolean refused() {
    return refused;
  }

  int durableCount() {
    return durableCount;
  }

  void appendTo(ShardJournal journal) {
    if (durableCount == 0) {
      return;
    }
    JournalAppender appender = journal.appender();
    appender.beginMessage(message, durableCount);
    for (int i = 0; i < sequences.length; i++) {
      QueueCore queue = queues.get(i).core();
      if (sequences[i] != 0 && queue.journals(message)) {
        queue.copy(appender, message, sequences[i], expiries[i]);
      }
    }
    appender.endMessage();
  }

  void enqueue() {
    for (int i = 0; i < sequences.length; i++) {
      if (sequences[i] != 0) {
        QueueCore queue = queues.get(i).core();
        queue.enqueue(message, sequences[i], expiries[i], queue.journals(message));
      }
    }
  }
}
