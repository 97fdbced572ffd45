package io.motet.kafka.group;

import io.motet.broker.shard.Shard;
import java.util.PriorityQueue;

/** Time that passes when a test says so. */
public final class FakeTimers implements GroupTimers {
  private static final class Task {
    final long dueMillis;
    final Runnable action;
    boolean cancelled;

    Task(long dueMillis, Runnable action) {
      this.dueMillis = dueMillis;
      this.action = action;
    }
  }

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>((a, b) -> Long.compare(a.dueMillis, b.dueMillis));
  private long nowMillis;

  @Override
  public Shard.Timer schedule(long delayMillis, Runnable action) {
    Task task = new Task(nowMillis + delayMillis, action);
    tasks.add(task);
    return () -> task.cancelled = true;
  }

  @Override
  public long currentTimeMillis() {
    return nowMillis;
  }

  /** Runs what is due until then. */
  public void pass(long millis) {
    long end = nowMillis + millis;
    while (!tasks.isEmpty() && tasks.peek().dueMillis <= end) {
      Task task = tasks.poll();
      nowMillis = task.dueMillis;
      if (!task.cancelled) {
        task.action.run();
      }
    }
    nowMillis = end;
  }
}
