package io.motet.broker.queue;

import io.motet.storage.journal.Journal;

/** The live copies of one queue on their way from the starting thread to the queue's shard. */
final class RecoveredQueue {
  private final Journal journal;
  private final ReadyMessages messages = new ReadyMessages();

  RecoveredQueue(Journal journal) {
    this.journal = journal;
  }

  void retain(Entry entry) {
    journal.retain(entry.position, entry.encodedSizeBytes);
    if (entry.deliveryCount > 0) {
      messages.giveBack(entry.keep());
    } else {
      messages.add(entry);
    }
  }

  long count() {
    return messages.size();
  }

  /** On the queue's shard. */
  void giveTo(QueueCore queue, long highestSequence, long horizon) {
    // New messages stand behind the horizon: nobody has seen those.
    queue.sequencesUsed(Math.max(highestSequence, horizon));
    queue.horizon().recovered(horizon, highestSequence);
    queue.recovered(messages);
  }
}
