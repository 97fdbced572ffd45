package io.motet.broker.queue;

import io.motet.broker.shard.Shard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Shards without threads: a test steps them, in an order drawn from a seed, and sets their clock.
 */
final class SimulatedShards {
  private final List<SimulatedShard> shards = new ArrayList<>();
  private final Random random;
  private SimulatedShard current;
  private long nowMillis = 1_000_000_000_000L;
  private long timers;

  SimulatedShards(int count, long seed) {
    random = new Random(seed);
    for (int i = 0; i < count; i++) {
      shards.add(new SimulatedShard(i));
    }
  }

  List<SimulatedShard> all() {
    return shards;
  }

  SimulatedShard get(int index) {
    return shards.get(index);
  }

  /** Runs the action as that shard, with the end of the iteration after it. */
  void on(Shard shard, Runnable action) {
    SimulatedShard before = current;
    current = (SimulatedShard) shard;
    action.run();
    current.endIteration();
    current = before;
  }

  /** Lets one shard with work run one iteration; false when there is nothing to do. */
  boolean step() {
    List<SimulatedShard> busy = shards.stream().filter(SimulatedShard::hasWork).toList();
    if (busy.isEmpty()) {
      return false;
    }
    SimulatedShard next = busy.get(random.nextInt(busy.size()));
    on(next, next::iterate);
    return true;
  }

  /** Runs until nothing is left but timers. */
  void runAll() {
    int steps = 0;
    while (step()) {
      if (++steps > 1_000_000) {
        throw new IllegalStateException("the shards never come to rest");
      }
    }
  }

  /** Lets time pass; timers become tasks. */
  void advance(long millis) {
    long until = nowMillis + millis;
    boolean found = true;
    while (found) {
      found = false;
      for (SimulatedShard shard : shards) {
        SimulatedTimer first = shard.timers.peek();
        if (first != null && first.atMillis <= until) {
          shard.timers.poll();
          nowMillis = Math.max(nowMillis, first.atMillis);
          shard.execute(first.task);
          found = true;
        }
      }
      runAll();
    }
    nowMillis = until;
  }

  private record SimulatedTimer(long atMillis, long number, Runnable task) {}

  /** One of them. */
  final class SimulatedShard implements Shard {
    private final int index;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final ArrayDeque<Runnable> afterIteration = new ArrayDeque<>();
    private final PriorityQueue<SimulatedTimer> timers =
        new PriorityQueue<>(
            Comparator.comparingLong(SimulatedTimer::atMillis)
                .thenComparingLong(SimulatedTimer::number));

    SimulatedShard(int index) {
      this.index = index;
    }

    private boolean hasWork() {
      return !tasks.isEmpty() || !afterIteration.isEmpty();
    }

    private void iterate() {
      int count = tasks.isEmpty() ? 0 : 1 + random.nextInt(tasks.size());
      for (int i = 0; i < count; i++) {
        tasks.poll().run();
      }
    }

    private void endIteration() {
      for (Runnable task = afterIteration.poll(); task != null; task = afterIteration.poll()) {
        task.run();
      }
    }

    int timerCount() {
      return timers.size();
    }

    @Override
    public int index() {
      return index;
    }

    @Override
    public boolean inShard() {
      return current == this;
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void afterIteration(Runnable task) {
      if (current != this) {
        throw new IllegalStateException("not on this shard");
      }
      afterIteration.add(task);
    }

    @Override
    public Timer schedule(long delayMillis, Runnable task) {
      SimulatedTimer timer = new SimulatedTimer(nowMillis + delayMillis, timers(), task);
      timers.add(timer);
      return () -> timers.remove(timer);
    }

    private long timers() {
      return SimulatedShards.this.timers++;
    }

    @Override
    public long nanoTime() {
      return nowMillis * 1_000_000;
    }

    @Override
    public long currentTimeMillis() {
      return nowMillis;
    }
  }
}
