package io.motet.broker.topic;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One log of a topic. Thread-safe: appends are put in order by a short lock, reads take none.
 *
 * <p>Methods without a future never wait for the disk as long as what they need is open and warm:
 * call {@link #isOpen} before anything, {@link #isWarm} before {@link #fetch}, and where the answer
 * is no come back when {@link #open} or {@link #warm} has completed. Without that they still give
 * the right answer, but block the calling thread.
 *
 * <p>Offsets: the <em>log start</em> is the first that can be read; the <em>high watermark</em> is
 * behind the last that can be read (with the configuration {@code flush.messages = 1} it follows
 * the disk, else it is the log's end); the <em>last stable offset</em> is the first of the oldest
 * transaction that is open, or the high watermark.
 */
public interface Partition {
  /** The topic it belongs to. */
  Topic topic();

  /** 0-based. */
  int index();

  /** Whether its state is in memory; it stays there until the topic is deleted. */
  boolean isOpen();

  /**
   * Brings its state into memory, after a crash with recovery; on a thread of the storage engine.
   *
   * @return completes on that thread; fails with {@link java.io.IOException}
   */
  CompletableFuture<Void> open();

  /** The epoch that appended batches are stamped with. */
  int leaderEpoch();

  /** First offset that can be read. */
  long logStartOffset();

  /** Offset of the next record appended. */
  long logEndOffset();

  /** Offset behind the last that can be read. */
  long highWatermark();

  /** Offset behind the last that readers of committed records can read. */
  long lastStableOffset();

  /** Bytes of all its segments. */
  long sizeBytes();

  /**
   * Appends one record batch of format 2, stored as it is: base offset and leader epoch (and with
   * {@code message.timestamp.type = LogAppendTime} the timestamp) are set in the given buffer.
   *
   * @param batch its readable bytes are exactly one batch; the caller keeps it and may release it
   *     after the call. Its indexes are not moved
   * @param origin who wrote it
   */
  AppendResult append(ByteBuf batch, AppendOrigin origin);

  /**
   * Ends a transaction in this log: appends the control batch that says so.
   *
   * @param coordinatorEpoch of the transaction's coordinator
   * @return refuses with {@code INVALID_PRODUCER_EPOCH} or {@code COORDINATOR_FENCED}
   */
  AppendResult appendEndMarker(
      long producerId, short producerEpoch, boolean commit, int coordinatorEpoch);

  /**
   * Tells when the high watermark has reached an offset: what an acknowledgement by all replicas
   * waits for. Ask {@link #highWatermark} first; mostly it has.
   *
   * @param offset one behind the last record that was appended
   * @param executor runs the callback
   */
  void whenCommitted(long offset, Executor executor, CommitCallback callback);

  /**
   * Reads whole batches beginning with the one that holds the offset, from one segment.
   *
   * @param maxBytes the answer is not larger, but for the first batch
   * @param atLeastOneBatch whether the first batch is given even if larger than {@code maxBytes}
   */
  FetchResult fetch(long offset, int maxBytes, boolean atLeastOneBatch, Isolation isolation);

  /** Whether {@link #fetch} there will not wait for the disk. */
  boolean isWarm(long offset, int maxBytes);

  /** Brings what {@link #fetch} will read into the page cache; then runs the task. */
  void warm(long offset, int maxBytes, Executor executor, Runnable task);

  /**
   * The first record whose timestamp is at least the one given; completes on a thread of the
   * storage engine, with {@link TimestampOffset#NONE} when all are older.
   */
  CompletableFuture<TimestampOffset> offsetForTimestamp(long timestampMillis);

  /** The record with the greatest timestamp; {@link TimestampOffset#NONE} when empty. */
  CompletableFuture<TimestampOffset> offsetOfMaxTimestamp();

  /**
   * Makes everything before the offset unreadable, and frees whole segments.
   *
   * @param offset -1 for the high watermark
   * @return the new log start, durable; fails with {@link OffsetOutOfRangeException}
   */
  CompletableFuture<Long> deleteRecordsBefore(long offset);

  /** Where an epoch ended: one behind its last record; empty when the epoch is not known. */
  EpochEnd endOffsetFor(int leaderEpoch);

  /** The latest epoch that has a record, or none. */
  OptionalInt latestEpoch();

  /** The producers it remembers, for a description. */
  List<ProducerDescription> producers();

  /** Whether the producer has a transaction open in this log. */
  boolean hasOpenTransaction(long producerId);

  /** Forces everything appended to the disk. */
  CompletableFuture<Void> flush();

  /**
   * Has the listener told whenever readers could get more. It is called by whatever thread
   * appended, outside the lock, and must return at once.
   */
  Registration listen(PartitionListener listener);

  /** What a listener gives back when it has heard enough. */
  @FunctionalInterface
  interface Registration {
    /** No call begins after it has returned, but one may be under way. Harmless when repeated. */
    void close();
  }

  /** Told what became of a wait. */
  @FunctionalInterface
  interface CommitCallback {
    /**
     * @param failure null when committed; else why it never will be
     */
    void committed(Throwable failure);
  }

  /**
   * End of an epoch.
   *
   * @param leaderEpoch the greatest known epoch that is not greater than the one asked for, or -1
   * @param endOffset one behind its last record, or -1
   */
  record EpochEnd(int leaderEpoch, long endOffset) {
    /** The epoch asked for is before all that are known. */
    public static final EpochEnd UNKNOWN = new EpochEnd(-1, -1);
  }
}
