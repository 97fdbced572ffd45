package io.motet.storage.journal;

import io.netty.buffer.ByteBuf;

/**
 * The append side of the journal for one shard. Collects records in a buffer of the shard's and
 * hands the buffer over when the journal is free to write, so that the hot path takes no lock and
 * makes no system call. Single-threaded: only the shard's thread may call it.
 *
 * <p>Every record gets an index, dense and increasing per appender. {@link
 * AppenderListener#durable} tells up to which index records are on disk.
 */
public interface JournalAppender {
  /**
   * Begins a message record: the encoded message once, then {@code copies} calls of {@link #copy},
   * then {@link #endMessage}. Asynchronously the message learns its {@link
   * StoredMessage#position()}.
   */
  void beginMessage(StoredMessage message, int copies);

  /**
   * One queue that holds the message.
   *
   * @param attributes opaque to storage, 16 bits (priority and flags); handed back at recovery
   * @param expiresAtMillis absolute wall-clock time, or 0 for never
   */
  void copy(long queueId, long sequence, int attributes, long expiresAtMillis);

  /** Ends the message record. Returns its index. */
  long endMessage();

  /**
   * Settles one copy of a message whose object is still at hand. Where the record has not yet been
   * handed over, nobody {@linkplain #requireDurable waits} for it and no copy is left, it is
   * cancelled in the buffer and never written.
   */
  void settle(long queueId, long sequence, StoredMessage message);

  /** Settles one copy of a message known by its position only. */
  void settle(long queueId, long sequence, long position, int sizeBytes);

  /**
   * Records how often a copy has been delivered; a set, not an increment. Not forced on its own.
   */
  void delivered(long queueId, long sequence, int deliveryCount);

  /**
   * Says how far copies of the queue may be given out from now on; a set. Once this is durable,
   * recovery knows which copies were certainly not given out, though each {@link #delivered} may be
   * lost.
   */
  void horizon(long queueId, long sequence);

  /**
   * Says that the queue and all its messages are gone: one record. The caller then {@linkplain
   * #release releases} each of its messages, which writes nothing.
   */
  void dropQueue(long queueId);

  /**
   * Settles all sequences from first to last, both included, in one record; release each after it.
   */
  void settleRange(long queueId, long firstSequence, long lastSequence);

  /** Gives back a copy's room after {@link #dropQueue} or {@link #settleRange}. Writes nothing. */
  void release(StoredMessage message);

  /** The same for a message known by its position only. */
  void release(long position, int sizeBytes);

  /**
   * Writes survivor bytes at the tail under the same queue and sequence; see {@link StateSource}.
   */
  void relocate(Survivor survivor, ByteBuf encoded, Relocated whenDurable);

  /** Sets a metadata key. Returns the record's index. */
  long putMetadata(String key, byte[] value);

  /** Removes a metadata key; harmless when absent. Returns the record's index. */
  long deleteMetadata(String key);

  /** Records from here to {@link #endAtomic} become durable together or not at all. */
  void beginAtomic();

  /**
   * The same for a transaction whose parts are on several shards: it counts at recovery only when
   * all parts are found.
   *
   * @param transactionId unique over the life of the journal
   */
  void beginAtomic(long transactionId, int part, int parts);

  /** Ends the group. Returns the index of its last record. */
  long endAtomic();

  /**
   * Says that somebody waits for everything appended so far: the next batch is forced. Without it
   * records ride along with the next batch or are written, unforced, after a short while.
   */
  void requireDurable();

  /** Index of the last record appended; 0 before the first. */
  long appendedIndex();

  /** Index up to which records are durable (with {@code journal.sync = none}: written). */
  long durableIndex();

  /** Ends an iteration of the shard: hands the buffer over if the journal can take it now. */
  void flush();

  /** Told on the shard's thread when a relocated copy is durable at its new place. */
  @FunctionalInterface
  interface Relocated {
    /**
     * The copy stands at {@code newPosition} too. The journal gives back the room that is no longer
     * needed: the old one's if the answer is true, else the new one's.
     *
     * @return true if the copy is still alive, and the caller now knows it by its new position;
     *     false if it has been settled or dropped meanwhile
     */
    boolean moved(long queueId, long sequence, long oldPosition, long newPosition, int sizeBytes);
  }
}
