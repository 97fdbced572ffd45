package io.motet.amqp.channel;

import io.motet.broker.shard.Shard;

/**
 * Runs a channel's work once at the end of every iteration in which it did something, and remembers
 * when that was.
 */
final class ChannelActivity implements Runnable {
  /** Idle for less than this counts as busy. */
  private static final long BUSY_MILLIS = 5_000;

  private final Shard shard;
  private final Runnable endOfIteration;
  private boolean noted;
  private volatile long lastMillis;

  ChannelActivity(Shard shard, Runnable endOfIteration) {
    this.shard = shard;
    this.endOfIteration = endOfIteration;
    this.lastMillis = shard.currentTimeMillis();
  }

  /** Something happens in this iteration. On the shard. */
  void note() {
    if (!noted) {
      noted = true;
      shard.afterIteration(this);
    }
  }

  @Override
  public void run() {
    noted = false;
    lastMillis = shard.currentTimeMillis();
    endOfIteration.run();
  }

  /** Time since the epoch at which it fell idle, or 0 while busy. Any thread. */
  long idleSinceMillis() {
    long last = lastMillis;
    return shard.currentTimeMillis() - last < BUSY_MILLIS ? 0 : last;
  }
}
