package io.motet.storage.append;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way back from the journal thread to one shard: chunks that have been written and the index
 * that is durable. However much there is to tell, one task on the shard's executor tells it.
 */
public final class Completions {
  private final Executor owner;
  private final Runnable task;
  private final ConcurrentLinkedQueue<Chunk> written = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean posted = new AtomicBoolean();
  private long writtenIndex;
  private boolean news;
  private volatile long durableIndex;
  private volatile boolean orphaned;
  private volatile Throwable failure;
  private volatile boolean publishesBlocked;

  Completions(Executor owner, Runnable task) {
    this.owner = owner;
    this.task = task;
  }

  // ---- for the journal thread ----

  /** The chunk's bytes are in their place; the chunk belongs to the shard again. */
  public void written(Chunk chunk) {
    writtenIndex = chunk.lastIndex();
    news = true;
    written.add(chunk);
  }

  /**
   * Tells the shard, if there is anything to tell.
   *
   * @param forced whether all that has been written is durable
   */
  public void publishProgress(boolean forced) {
    if (forced && durableIndex < writtenIndex) {
      durableIndex = writtenIndex;
      news = true;
    }
    if (news) {
      news = false;
      publish();
    }
  }

  /** The journal is dead. */
  public void failed(Throwable cause) {
    failure = cause;
  }

  /** Whether there is no room for publishes. */
  public void publishesBlocked(boolean blocked) {
    publishesBlocked = blocked;
  }

  /** Lets the shard know. */
  public void publish() {
    if (posted.compareAndSet(false, true)) {
      try {
        owner.execute(task);
      } catch (RejectedExecutionException e) {
        orphaned = true;
        posted.set(false);
      }
    }
  }

  /** Whether the shard has ended: whoever closes the journal takes what is left. */
  public boolean isOrphaned() {
    return orphaned;
  }

  /** Runs a task on the shard, or here when the shard has ended. */
  public void execute(Runnable other) {
    try {
      owner.execute(other);
    } catch (RejectedExecutionException e) {
      orphaned = true;
      other.run();
    }
  }

  // ---- for the shard ----

  /** To be called before the others, so that what is told from now on posts again. */
  void begin() {
    posted.set(false);
  }

  Chunk pollWritten() {
    return written.poll();
  }

  /** The index up to which records are durable; any thread. */
  public long durableIndex() {
    return durableIndex;
  }

  Throwable failure() {
    return failure;
  }

  boolean publishesBlocked() {
    return publishesBlocked;
  }
}
