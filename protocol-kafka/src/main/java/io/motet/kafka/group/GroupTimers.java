package io.motet.kafka.group;

import io.motet.broker.shard.Shard;

/** Time as groups see it: the clock, and tasks that run later on the groups' own thread. */
public interface GroupTimers {
  /** Runs the task after the delay unless it is cancelled before. */
  Shard.Timer schedule(long delayMillis, Runnable task);

  /** Milliseconds since 1970. */
  long currentTimeMillis();

  /** Those of a shard. */
  static GroupTimers of(Shard shard) {
    return new GroupTimers() {
      @Override
      public Shard.Timer schedule(long delayMillis, Runnable task) {
        return shard.schedule(delayMillis, task);
      }

      @Override
      public long currentTimeMillis() {
        return shard.currentTimeMillis();
      }
    };
  }
}
