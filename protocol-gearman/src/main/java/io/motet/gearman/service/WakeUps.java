package io.motet.gearman.service;

import io.motet.broker.queue.Queue;
import io.motet.broker.shard.Shard;
import io.motet.gearman.job.Function;

/**
 * Wakes as many sleeping workers as there are jobs for which no woken one is on its way: where all
 * are woken for each job, most of them ask in vain. One that was woken and does not ask holds a job
 * up for a moment only: then all are woken. On the table's shard.
 */
public final class WakeUps {
  /** How long a woken worker may take to ask. */
  private static final long LATE_MILLIS = 50;

  private final Shard shard;
  private final int mostAtOnce;

  /**
   * @param mostAtOnce how many one job wakes; 0 for as many as are needed
   */
  WakeUps(Shard shard, int mostAtOnce) {
    this.shard = shard;
    this.mostAtOnce = mostAtOnce;
  }

  /** A job has come that nobody took at once. */
  void jobWaits(Function function) {
    if (mostAtOnce > 0) {
      function.wake(mostAtOnce);
    } else {
      // The figure of a queue on another shard may lag behind.
      wake(function, Math.max(1, ready(function)));
    }
  }

  /** A woken worker has asked, or will not: jobs that it left are others'. */
  public void arrived(Function function) {
    if (mostAtOnce == 0) {
      wake(function, ready(function));
    }
  }

  private void wake(Function function, long jobs) {
    if (!function.anyAsleep()) {
      return;
    }
    int needed = (int) Math.min(jobs, Integer.MAX_VALUE) - function.onTheWay();
    if (needed > 0) {
      function.wake(needed);
    }
    if (function.onTheWay() > 0 && function.anyAsleep() && function.beginLook()) {
      shard.schedule(LATE_MILLIS, () -> look(function));
    }
  }

  private void look(Function function) {
    function.endLook();
    if (ready(function) > 0) {
      function.wake(0);
    }
  }

  private static long ready(Function function) {
    Queue queue = function.queue();
    return queue == null ? 0 : queue.statistics().ready();
  }
}
