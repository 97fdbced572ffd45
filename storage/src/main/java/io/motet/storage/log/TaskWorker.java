package io.motet.storage.log;

import io.motet.storage.runtime.StorageRuntime;
import io.motet.storage.runtime.Worker;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other on a thread of its own, and a cycle between them. */
final class TaskWorker {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWorker.class);

  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final LongSupplier cycle;
  private final Worker worker;

  /**
   * Starts the worker.
   *
   * @param cycle run when there are no tasks; gives the nanoseconds until it wants to run again
   */
  TaskWorker(StorageRuntime runtime, String name, LongSupplier cycle) {
    this.cycle = cycle;
    this.worker = runtime.start(name, this::doWork);
  }

  void add(Runnable task) {
    tasks.add(task);
    worker.wake();
  }

  private long doWork() {
    Runnable task = tasks.poll();
    if (task == null) {
      return cycle.getAsLong();
    }
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a task on logs failed", e);
    }
    return 0;
  }

  /** Ends the worker and runs what is left on the calling thread. */
  void close() {
    worker.stop();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
