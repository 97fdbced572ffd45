package io.motet.broker.queue;

import io.motet.storage.journal.Journal;
import java.util.function.LongFunction;

/**
 * Collects the messages that a journal finds while it opens, and hands them to their queues
 * afterwards. Takes the message part of {@link io.motet.storage.journal.RecoveryListener}; the
 * metadata part is the virtual hosts'. One thread.
 */
public final class QueueRecovery {
  /** As {@link io.motet.storage.journal.RecoveryListener#message}. */
  public void message(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis,
      int deliveryCount) {}

  /** As {@link io.motet.storage.journal.RecoveryListener#settled}. */
  public void settled(long queueId, long firstSequence, long lastSequence) {}

  /** As {@link io.motet.storage.journal.RecoveryListener#delivered}. */
  public void delivered(long queueId, long firstSequence, long lastSequence, int deliveryCount) {}

  /** As {@link io.motet.storage.journal.RecoveryListener#queueDropped}. */
  public void queueDropped(long queueId) {}

  /**
   * Gives every queue its messages and has the journal retain each. Before anything runs on the
   * shards, between the journal's open and start.
   *
   * @param queues the recovered queue with that id, or null: its messages are dropped
   * @return how many messages were recovered
   */
  public long restore(Journal journal, LongFunction<LocalQueue> queues) {
    return 0;
  }
}
