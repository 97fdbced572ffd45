package io.motet.broker.shard;

import java.util.concurrent.Executor;

/**
 * One thread that owns queues, connections and timers. Everything that belongs to a shard is
 * touched by this thread only, so queue code needs no locks. In production a Netty event loop, in
 * simulations a stepped one.
 */
public interface Shard extends Executor {
  /** 0-based. */
  int index();

  /** Whether the calling thread is this shard's. */
  boolean inShard();

  /** Runs the task later on this shard, in order of submission. Any thread. */
  @Override
  void execute(Runnable task);

  /** Runs at once when called on this shard, else like {@link #execute}. */
  default void run(Runnable task) {
    if (inShard()) {
      task.run();
    } else {
      execute(task);
    }
  }

  /**
   * Runs the task once at the end of the current iteration, after the I/O of all ready sockets: the
   * place to flush what was collected. On this shard only.
   */
  void afterIteration(Runnable task);

  /** Runs the task on this shard after the delay. Any thread. */
  Timer schedule(long delayMillis, Runnable task);

  /** Monotonic time. */
  long nanoTime();

  /** Wall-clock time, read once per iteration where that is cheaper. */
  long currentTimeMillis();

  /** A scheduled task. */
  interface Timer {
    /** Harmless when it already ran. */
    void cancel();
  }
}
