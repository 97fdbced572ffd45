package io.motet.broker.queue;

import io.motet.broker.shard.DurableWaiters;
import io.motet.broker.shard.ShardJournal;

/**
 * How far a queue's journaled copies may be given out, promised to the journal ahead of time. What
 * was given out is noted down one by one as well, but lazily: a crash may lose the last notes. By
 * the horizon a start after a crash still knows which copies were certainly never given out, and
 * calls only the others redelivered.
 *
 * <p>A copy may go once the promise is durable, or at once if the promise was appended before the
 * copy itself: a crash that leaves the copy leaves all before it. The horizon is moved on before it
 * is reached, so that deliveries wait for the disk only at the first of a backlog, or when they are
 * faster than the journal; then its steps grow. On the queue's shard.
 */
final class DeliveryHorizon implements DurableWaiters.Waiter {
  static final int FIRST_STEP = 64;
  private static final int MOST_STEP = 16 * 1024;

  private final long queueId;
  private final ShardJournal journal;
  private final Runnable moved;
  private int step = FIRST_STEP;
  private long recovered;
  private long promised;
  private long durable;

  /** Copies behind this one were appended after a promise that reaches them. */
  private long lastUncovered;

  private boolean ahead;

  /**
   * @param moved run when more may be given out
   */
  DeliveryHorizon(long queueId, ShardJournal journal, Runnable moved) {
    this.queueId = queueId;
    this.journal = journal;
    this.moved = moved;
  }

  /**
   * What an earlier process promised.
   *
   * @param highestSequence of the copies there are
   */
  void recovered(long sequence, long highestSequence) {
    recovered = sequence;
    promised = sequence;
    durable = sequence;
    lastUncovered = highestSequence;
  }

  /** A journaled copy is about to be appended. */
  void appending(long sequence) {
    if (sequence > promised) {
      lastUncovered = sequence;
    }
  }

  /** Somebody waits for messages to come. */
  void awaited(long lastSequence) {
    if (promised <= lastSequence) {
      promise(lastSequence + step);
    }
  }

  /** Whether a copy may have been given out before the start. */
  boolean mayHaveGone(long sequence) {
    return sequence <= recovered;
  }

  /** Whether a journaled copy may be given out now. */
  boolean reaches(long sequence) {
    return sequence <= durable || sequence > lastUncovered;
  }

  /** Whether the copy may be given out now. */
  boolean allows(Entry entry) {
    return !entry.journaled() || reaches(entry.sequence);
  }

  /** A copy waits to be allowed. */
  void want(long sequence) {
    if (promised < sequence) {
      promise(sequence + step);
    } else if (ahead) {
      ahead = false;
      step = Math.min(2 * step, MOST_STEP);
    }
  }

  /** A journaled copy is given out: moves on in time. */
  void given(long sequence) {
    if (promised - sequence < step / 2) {
      ahead = true;
      promise(sequence + step);
    }
  }

  private void promise(long sequence) {
    promised = sequence;
    journal.appender().horizon(queueId, sequence);
    journal.awaitDurable(this, sequence);
  }

  @Override
  public void settled(long sequence, boolean isDurable) {
    if (isDurable) {
      durable = Math.max(durable, sequence);
      moved.run();
    }
  }

  /**
   * What a checkpoint is to say; 0 for nothing.
   *
   * @param ended whether nothing will be given out any more: then each copy's own note is right
   */
  long forCheckpoint(boolean ended) {
    return ended ? recovered : promised;
  }
}
