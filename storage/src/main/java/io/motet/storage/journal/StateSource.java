package io.motet.storage.journal;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** The core, seen from the journal: the state to checkpoint, and what is still alive. */
public interface StateSource {
  /**
   * Writes all durable state: every metadata key, and every copy whose position is known. Called on
   * a background thread; hops to the shards, in slices, and returns when all is written. Changes
   * that happen meanwhile may or may not be included: the journal replays them anyway. From {@link
   * Journal#close} it is called when the shards may have ended, and then writes directly.
   */
  void writeTo(CheckpointSink sink);

  /**
   * Offers copies found in a segment that is to be emptied. For each that is still alive at that
   * position the core calls {@link JournalAppender#relocate} on the queue's shard.
   *
   * @param encoded the bytes of each survivor, same order; valid until {@code done} runs
   * @param done to be run, on any thread, when all have been looked at
   */
  void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done);

  /** Receives the state. Thread-safe; blocks when the disk is slower than the shards. */
  interface CheckpointSink {
    void metadata(String key, byte[] value);

    /** As {@link JournalAppender#horizon}. */
    void horizon(long queueId, long sequence);

    void message(
        long queueId,
        long sequence,
        long position,
        int sizeBytes,
        int attributes,
        long expiresAtMillis,
        int deliveryCount);
  }
}
