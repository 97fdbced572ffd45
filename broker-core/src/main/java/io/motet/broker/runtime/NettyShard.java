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

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public void afterIteration(Runnable task) {
    afterIteration.add(task);
    if (!endScheduled) {
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
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
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

  @Override
  public long currentTimeMillis() {
    return System.currentTimeMillis();
  }
}
