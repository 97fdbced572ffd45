package io.motet.zmtp.message;

import io.motet.broker.shard.Shard;

/** A shard that knows the time and nothing else. */
final class FixedTimeShard implements Shard {
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
    throw new UnsupportedOperationException();
  }

  @Override
  public void afterIteration(Runnable task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public long currentTimeMillis() {
    return 1_000;
  }
}
