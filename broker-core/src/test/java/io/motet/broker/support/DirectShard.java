package io.motet.broker.support;

import io.motet.broker.shard.Shard;

/** A shard on the calling thread: everything runs at once, timers never. */
public final class DirectShard implements Shard {
  @Override
  public int index() {
    return 0;
  }

  @Override
  public boolean inShard() {
    return true;
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public void afterIteration(Runnable task) {
    task.run();
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    return () -> {};
  }

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public long currentTimeMillis() {
    return 0;
  }
}
