package io.motet.broker.runtime;

import io.motet.broker.shard.Shard;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard on a Netty event loop. What is due after the iteration runs in one task that the loop
 * executes once it has read all ready sockets.
 */
final class NettyShard implements Shard {
  private static final Logger LOG = LoggerFactory.getLogger(NettyShard.class);

  private final int index;
  private final SingleThreadEventLoop loop;
  private final ArrayDeque<Runnable> afterIteration = new ArrayDeque<>();
  private final Runnable endIteration = this::endIteration;
  private boolean endScheduled;
  private long iterationTimeMillis;

  NettyShard(int index, SingleThreadEventLoop loop) {
    this.index = index;
    this.loop = loop;
  }

  SingleThreadEventLoop loop() {
    return loop;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public boolean inShard() {
    return loop.inEventLoop();
  }

  /**
   * After the loop's end the task runs on the caller's thread: the journal takes its last
   * checkpoint then, and nobody else is left to touch the shard's state.
   */
  @Override
  public void execute(Runnable task) {
    if (loop.isTerminated()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  @Override
  public void afterIteration(Runnable task) {
    afterIteration.add(task);
    scheduleEnd();
  }

  private void scheduleEnd() {
    if (loop.isShutdown()) {
      // The last tasks of a loop that ends: no iteration follows.
      endIteration();
    } else if (!endScheduled) {
      endScheduled = true;
      loop.executeAfterEventLoopIteration(endIteration);
    }
  }

  private void endIteration() {
    // Tasks may add tasks: those belong to the same end, so that a flush sees what they appended.
    Runnable task = afterIteration.poll();
    while (task != null) {
      runSafely(task);
      task = afterIteration.poll();
    }
    endScheduled = false;
    iterationTimeMillis = 0;
  }

  /** Errors are caught too: the shard must go on for all others, even when memory was short. */
  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A task at the end of an iteration failed", e);
    }
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    Future<?> future = loop.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  /** On the shard's thread read once per iteration: messages ask for it one by one. */
  @Override
  public long currentTimeMillis() {
    if (!loop.inEventLoop()) {
      return System.currentTimeMillis();
    }
    long now = iterationTimeMillis;
    if (now == 0) {
      now = System.currentTimeMillis();
      iterationTimeMillis = now;
      scheduleEnd();
    }
    return now;
  }
}
