package io.motet.broker.shard;

import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.Journal;
import io.motet.storage.journal.JournalAppender;
import java.util.function.Consumer;

/**
 * A shard's side of the journal: appends, hands over once per iteration, and tells who waits. On
 * the owning shard only.
 */
public final class ShardJournal implements AppenderListener {
  private final Shard shard;
  private final Consumer<Throwable> onFailure;
  private final Consumer<Boolean> onBlocked;
  private final DurableWaiters waiters = new DurableWaiters();
  private final Runnable flush = this::flush;
  private JournalAppender appender;
  private boolean flushScheduled;
  private int atomicDepth;
  private Throwable failure;

  /**
   * @param onFailure told once, on the shard, why the journal failed
   * @param onBlocked told, on the shard, when the disk has no room for publishes, or has again
   */
  public ShardJournal(Shard shard, Consumer<Throwable> onFailure, Consumer<Boolean> onBlocked) {
    this.shard = shard;
    this.onFailure = onFailure;
    this.onBlocked = onBlocked;
  }

  /** Opens the appender; once, between the journal's open and its start. */
  public void open(Journal journal) {
    appender = journal.openAppender(shard.index(), shard, this);
  }

  /** The appender, for one or more records now: what is appended goes out after the iteration. */
  public JournalAppender appender() {
    if (!flushScheduled) {
      flushScheduled = true;
      shard.afterIteration(flush);
    }
    return appender;
  }

  private void flush() {
    flushScheduled = false;
    if (failure == null) {
      appender.flush();
    }
  }

  /** Tells the waiter when all that is appended by now is durable, and has it forced. */
  public void awaitDurable(DurableWaiters.Waiter waiter, long token) {
    if (failure != null) {
      waiter.settled(token, false);
      return;
    }
    JournalAppender open = appender();
    long index = open.appendedIndex();
    if (index <= open.durableIndex()) {
      waiter.settled(token, true);
      return;
    }
    open.requireDurable();
    waiters.add(index, waiter, token);
  }

  /** Begins a group that becomes durable as one; groups inside it are part of it. */
  public void beginAtomic() {
    JournalAppender open = appender();
    if (atomicDepth++ == 0) {
      open.beginAtomic();
    }
  }

  /** Begins one part of a group that spans shards; see {@link JournalAppender}. */
  public void beginAtomic(long transactionId, int part, int parts) {
    JournalAppender open = appender();
    if (atomicDepth++ != 0) {
      throw new IllegalStateException("a part of a transaction inside a group");
    }
    open.beginAtomic(transactionId, part, parts);
  }

  /** Ends the innermost group. */
  public void endAtomic() {
    if (--atomicDepth == 0) {
      appender.endAtomic();
    }
  }

  /** Whether the journal has failed: nothing new may be promised. */
  public boolean failed() {
    return failure != null;
  }

  @Override
  public void durable(long index) {
    waiters.durable(index);
  }

  @Override
  public void failed(Throwable cause) {
    if (failure == null) {
      failure = cause;
      waiters.failed();
      onFailure.accept(cause);
    }
  }

  @Override
  public void publishesBlocked(boolean blocked) {
    onBlocked.accept(blocked);
  }
}
