package io.motet.kafka.group;

import io.motet.broker.shard.Shard;

/** Time as groups see it: tasks that run later on the groups' own thread. */
@FunctionalInterface
public interface GroupTimers {
  /** Runs the task after the delay unless it is cancelled before. */
  Shard.Timer schedule(long delayMillis, Runnable task);
}
