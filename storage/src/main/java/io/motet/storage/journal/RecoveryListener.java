package io.motet.storage.journal;

/**
 * Rebuilds the core's state while a journal opens. Called on the opening thread, the checkpoint
 * first, then the tail in journal order. Each call sets state; the same fact may come more than
 * once, and messages may come before the metadata of their queue.
 */
public interface RecoveryListener {
  void metadataPut(String key, byte[] value);

  void metadataDelete(String key);

  /**
   * A copy of a message stands at {@code position}; when the sequence is known, it has moved there.
   */
  void message(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis,
      int deliveryCount);

  void settled(long queueId, long firstSequence, long lastSequence);

  void delivered(long queueId, long firstSequence, long lastSequence, int deliveryCount);

  /**
   * Copies of the queue up to this sequence may have been given out, whatever {@link #delivered}
   * says; those behind it have not.
   */
  void horizon(long queueId, long sequence);

  void queueDropped(long queueId);
}
