package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageCodec;
import io.motet.broker.shard.ShardContext;
import io.motet.storage.journal.JournalAppender;

/**
 * One queue's side of the journal: the records of its copies and the room they give back. Knows how
 * a copy's attributes are laid out: priority, then overhead in steps.
 */
final class CopyJournal {
  private static final int PRIORITY_MASK = 0xff;
  private static final int OVERHEAD_SHIFT = 8;
  private static final int MOST_OVERHEAD_STEPS = 0x7f;

  private final long queueId;
  private final ShardContext context;

  CopyJournal(long queueId, ShardContext context) {
    this.queueId = queueId;
    this.context = context;
  }

  /** The 16 bits stored with a copy. */
  static int attributes(Message message, int priority) {
    int steps = message.overheadBytes() / MessageCodec.OVERHEAD_STEP;
    return priority | (Math.min(steps, MOST_OVERHEAD_STEPS) << OVERHEAD_SHIFT);
  }

  /** The same for a copy whose message may be on disk only. */
  static int attributes(Entry entry) {
    int steps = (entry.encodedSizeBytes - entry.bodySizeBytes) / MessageCodec.OVERHEAD_STEP;
    return entry.priority | (Math.min(steps, MOST_OVERHEAD_STEPS) << OVERHEAD_SHIFT);
  }

  static int priority(int attributes) {
    return attributes & PRIORITY_MASK;
  }

  /** The body's size; too large by what headers of more than 2 KiB take, until it is read. */
  static int bodySizeBytes(int encodedSizeBytes, int attributes) {
    int steps = (attributes >>> OVERHEAD_SHIFT) & MOST_OVERHEAD_STEPS;
    return Math.max(0, encodedSizeBytes - steps * MessageCodec.OVERHEAD_STEP);
  }

  /** Adds this queue's copy to the message record that is open. */
  void copy(
      JournalAppender appender,
      Message message,
      long sequence,
      int priority,
      long expiresAtMillis) {
    appender.copy(queueId, sequence, attributes(message, priority), expiresAtMillis);
  }

  /** Records that the copy is done with, and gives its room on disk back. */
  void settle(Entry entry) {
    if (entry.journaled()) {
      JournalAppender appender = context.shardJournal().appender();
      if (entry.position >= 0) {
        appender.settle(queueId, entry.sequence, entry.position, entry.encodedSizeBytes);
      } else {
        appender.settle(queueId, entry.sequence, entry.message);
      }
    } else if (entry.scratch()) {
      context.journal().scratch().release(entry.position, entry.encodedSizeBytes);
    }
  }

  /** Gives room back after a record that settled many. */
  void release(Entry entry) {
    if (entry.journaled()) {
      JournalAppender appender = context.shardJournal().appender();
      if (entry.position >= 0) {
        appender.release(entry.position, entry.encodedSizeBytes);
      } else {
        appender.release(entry.message);
      }
    } else if (entry.scratch()) {
      context.journal().scratch().release(entry.position, entry.encodedSizeBytes);
    }
  }

  /** Records that the copy goes out to a consumer that must settle it. */
  void delivered(Entry entry) {
    if (entry.journaled()) {
      context.shardJournal().appender().delivered(queueId, entry.sequence, entry.deliveryCount + 1);
    }
  }

  void settleRange(long first, long last) {
    context.shardJournal().appender().settleRange(queueId, first, last);
  }

  void dropQueue() {
    context.shardJournal().appender().dropQueue(queueId);
  }
}
