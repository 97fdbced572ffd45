package io.motet.storage.simulation;

import io.motet.storage.runtime.DutyCycle;
import io.motet.storage.runtime.StorageRuntime;
import io.motet.storage.runtime.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Time that stands still until it is moved, and cycles that run when they are stepped. */
public final class SimulatedRuntime implements StorageRuntime {
  private static final long PAUSE_NANOS = 1_000_000;
  private static final long START_MILLIS = 1_600_000_000_000L;

  private final Random random;
  private final List<SteppedWorker> workers = new ArrayList<>();
  private final Runnable others;
  private long nanos;

  /**
   * @param others run in each pause: whatever else is alive in the simulated process
   */
  public SimulatedRuntime(Random random, Runnable others) {
    this.random = random;
    this.others = others;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long currentTimeMillis() {
    return START_MILLIS + nanos / 1_000_000;
  }

  /** Moves time on. */
  public void advance(long nanosMore) {
    nanos += nanosMore;
  }

  @Override
  public int randomInt() {
    return random.nextInt();
  }

  @Override
  public Worker start(String name, DutyCycle cycle) {
    SteppedWorker worker = new SteppedWorker(cycle);
    workers.add(worker);
    return worker;
  }

  /** Lets one of the workers, by chance, do a step. */
  public void step() {
    if (!workers.isEmpty()) {
      workers.get(random.nextInt(workers.size())).cycle.doWork();
    }
  }

  /** Lets every worker do a step, and a little time pass. */
  @Override
  public void pause() {
    advance(PAUSE_NANOS);
    for (SteppedWorker worker : List.copyOf(workers)) {
      worker.cycle.doWork();
    }
    others.run();
  }

  private final class SteppedWorker implements Worker {
    private final DutyCycle cycle;

    SteppedWorker(DutyCycle cycle) {
      this.cycle = cycle;
    }

    @Override
    public void wake() {
      // Stepped in any case.
    }

    @Override
    public void stop() {
      workers.remove(this);
    }
  }
}
