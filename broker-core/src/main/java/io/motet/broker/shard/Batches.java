package io.motet.broker.shard;

import java.util.List;

/** Runs tasks that know nothing of each other: one that fails must not take the others with it. */
final class Batches {
  private Batches() {}

  /** Runs all of them, in order, and then throws what the first failed one threw. */
  static void runAll(List<Runnable> tasks) {
    Throwable first = null;
    for (Runnable task : tasks) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first != null) {
      throw (RuntimeException) first;
    }
  }
}
