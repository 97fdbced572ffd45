package io.motet.storage.record;

/** Receives the records of a batch in order. What a reader has no use for does nothing. */
public interface RecordVisitor {
  /**
   * One copy of a message.
   *
   * @param position of the message itself
   */
  default void copy(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis) {}

  /** A copy as a checkpoint lists it. */
  default void place(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis,
      int deliveryCount) {}

  /** A copy has moved to a private segment. */
  default void moved(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis) {}

  default void settled(long queueId, long firstSequence, long lastSequence) {}

  default void delivered(long queueId, long firstSequence, long lastSequence, int deliveryCount) {}

  default void horizon(long queueId, long sequence) {}

  default void queueDropped(long queueId) {}

  default void metadataPut(String key, byte[] value) {}

  default void metadataDelete(String key) {}

  default void partBegin(long transactionId, int part, int parts) {}

  default void partEnd() {}

  default void checkpointEnd(long records) {}
}
