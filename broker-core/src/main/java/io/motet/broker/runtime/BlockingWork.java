package io.motet.broker.runtime;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what must not hold up a shard, such as a disk that is asked something. They end while
 * there is nothing to do. Any thread.
 */
public final class BlockingWork implements Executor, AutoCloseable {
  private static final int THREADS = 2;
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  /**
   * No thread yet.
   *
   * @param name of the threads
   * @param maxWaiting tasks that may wait for a thread; more are refused
   */
  public BlockingWork(String name, int maxWaiting) {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(maxWaiting),
            new DefaultThreadFactory(name, true));
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the task soon.
   *
   * @throws RejectedExecutionException when too many wait, or after {@link #close}
   */
  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Lets what has begun end, and begins nothing more. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
