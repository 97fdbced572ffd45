package io.motet.broker;

import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.queue.QueueRecovery;
import io.motet.storage.journal.RecoveryListener;

/** Takes what the journal finds while it opens: metadata to the store, messages to the queues. */
final class RecoveredState implements RecoveryListener {
  private final MetadataStore store;
  private final QueueRecovery queues;

  RecoveredState(MetadataStore store, QueueRecovery queues) {
    this.store = store;
    this.queues = queues;
  }

  @Override
  public void metadataPut(String key, byte[] value) {
    store.recovered(key, value);
  }

  @Override
  public void metadataDelete(String key) {
    store.recoveredDelete(key);
  }

  @Override
  public void message(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis,
      int deliveryCount) {
    queues.message(
        queueId, sequence, position, sizeBytes, attributes, expiresAtMillis, deliveryCount);
  }

  @Override
  public void settled(long queueId, long firstSequence, long lastSequence) {
    queues.settled(queueId, firstSequence, lastSequence);
  }

  @Override
  public void delivered(long queueId, long firstSequence, long lastSequence, int deliveryCount) {
    queues.delivered(queueId, firstSequence, lastSequence, deliveryCount);
  }

  @Override
  public void horizon(long queueId, long sequence) {
    queues.horizon(queueId, sequence);
  }

  @Override
  public void queueDropped(long queueId) {
    queues.queueDropped(queueId);
  }
}
