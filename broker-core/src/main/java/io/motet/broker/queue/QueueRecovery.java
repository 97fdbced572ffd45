package io.motet.broker.queue;

import io.motet.storage.journal.Journal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Collects the messages that a journal finds while it opens, and hands them to their queues
 * afterwards. Takes the message part of {@link io.motet.storage.journal.RecoveryListener}; the
 * metadata part is the virtual hosts'. One thread.
 */
public final class QueueRecovery {
  private final Map<Long, RecoveredCopies> queues = new HashMap<>();

  private RecoveredCopies copies(long queueId) {
    return queues.computeIfAbsent(queueId, unused -> new RecoveredCopies());
  }

  /** As {@link io.motet.storage.journal.RecoveryListener#message}. */
  public void message(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis,
      int deliveryCount) {
    copies(queueId)
        .message(sequence, position, sizeBytes, attributes, expiresAtMillis, deliveryCount);
  }

  /** As {@link io.motet.storage.journal.RecoveryListener#settled}. */
  public void settled(long queueId, long firstSequence, long lastSequence) {
    copies(queueId).settled(firstSequence, lastSequence);
  }

  /** As {@link io.motet.storage.journal.RecoveryListener#delivered}. */
  public void delivered(long queueId, long firstSequence, long lastSequence, int deliveryCount) {
    copies(queueId).delivered(firstSequence, lastSequence, deliveryCount);
  }

  /** As {@link io.motet.storage.journal.RecoveryListener#horizon}. */
  public void horizon(long queueId, long sequence) {
    copies(queueId).horizon(sequence);
  }

  /** As {@link io.motet.storage.journal.RecoveryListener#queueDropped}. */
  public void queueDropped(long queueId) {
    queues.remove(queueId);
  }

  /**
   * Gives every queue its messages and has the journal retain each. Between the journal's open and
   * start. A queue has its messages before anything that is asked of it after this call.
   *
   * @param lookUp the recovered queue with that id, or null: its messages are dropped
   * @return how many messages were recovered
   */
  public long restore(Journal journal, LongFunction<LocalQueue> lookUp) {
    long[] recovered = new long[1];
    queues.forEach(
        (id, copies) -> {
          LocalQueue queue = lookUp.apply(id);
          if (queue != null) {
            recovered[0] += restore(journal, queue, copies);
          }
        });
    queues.clear();
    return recovered[0];
  }

  private static long restore(Journal journal, LocalQueue queue, RecoveredCopies copies) {
    RecoveredQueue found = new RecoveredQueue(journal);
    copies.forEach(found::retain);
    queue.shard().run(() -> found.giveTo(queue.core(), copies.highest(), copies.horizon()));
    return found.count();
  }
}
