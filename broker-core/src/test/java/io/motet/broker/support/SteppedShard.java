package io.motet.broker.support;

import io.motet.broker.shard.Shard;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A shard on the test's own thread, with a clock that the test moves. */
public final class SteppedShard implements Shard {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Queue<Runnable> endOfIteration = new ArrayDeque<>();
  private final PriorityQueue<Due> timers = new PriorityQueue<>(Comparator.naturalOrder());
  private long nowMillis = 1_000_000;
  private long order;

  /** Runs everything that is due now. */
  public void run() {
    while (!tasks.isEmpty() || !endOfIteration.isEmpty()) {
      while (!tasks.isEmpty()) {
        tasks.poll().run();
      }
      if (!endOfIteration.isEmpty()) {
        endOfIteration.poll().run();
      }
    }
  }

  /** Moves the clock, running timers in order as they fall due. */
  public void advance(long millis) {
    long until = nowMillis + millis;
    run();
    while (!timers.isEmpty() && timers.peek().atMillis <= until) {
      Due due = timers.poll();
      nowMillis = due.atMillis;
      if (!due.cancelled) {
        due.task.run();
      }
      run();
    }
    nowMillis = until;
  }

  /** Timers that will still run. */
  public long pendingTimers() {
    return timers.stream().filter(due -> !due.cancelled).count();
  }

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
    tasks.add(task);
  }

  @Override
  public void afterIteration(Runnable task) {
    endOfIteration.add(task);
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    Due due = new Due(nowMillis + delayMillis, order++, task);
    timers.add(due);
    return () -> due.cancelled = true;
  }

  @Override
  public long nanoTime() {
    return nowMillis * 1_000_000;
  }

  @Override
  public long currentTimeMillis() {
    return nowMillis;
  }

  private static final class Due implements Comparable<Due> {
    private final long atMillis;
    private final long order;
    private final Runnable task;
    private boolean cancelled;

    Due(long atMillis, long order, Runnable task) {
      this.atMillis = atMillis;
      this.order = order;
      this.task = task;
    }

    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(atMillis, other.atMillis);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
