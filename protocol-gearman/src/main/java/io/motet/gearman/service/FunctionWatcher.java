package io.motet.gearman.service;

import io.motet.broker.message.Message;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.QueueWatcher;
import io.motet.broker.shard.Shard;
import io.motet.gearman.job.Function;
import io.motet.gearman.message.JobHandles;
import io.motet.gearman.message.JobMessages;

/**
 * Follows what others do with a function's queue: whoever publishes wakes workers, and a job that
 * somebody else takes out must not stay in the table. On the queue's shard.
 */
final class FunctionWatcher implements QueueWatcher {
  private final Function function;
  private final Shard home;
  private final Actions actions;

  /** What it sets off, on the table's shard. */
  interface Actions {
    void wake(Function function);

    /**
     * @param taken whether somebody got it, who may answer
     */
    void leftTheQueue(long jobNumber, boolean taken);

    void purged(Function function);

    void deleted(Function function);
  }

  FunctionWatcher(Function function, Shard home, Actions actions) {
    this.function = function;
    this.home = home;
    this.actions = actions;
  }

  @Override
  public void available() {
    if (function.anyAsleep()) {
      home.run(() -> actions.wake(function));
    }
  }

  @Override
  public boolean unwanted(Message message) {
    return function.anyLeft() && function.left(JobMessages.numberOf(message));
  }

  @Override
  public void gone(Message message, Consumer taker) {
    if (message == null || taker instanceof OwnTaker) {
      return;
    }
    long number = JobMessages.numberOf(message);
    if (number != JobHandles.NONE) {
      home.execute(() -> actions.leftTheQueue(number, taker != null));
    }
  }

  @Override
  public void purged() {
    home.execute(() -> actions.purged(function));
  }

  @Override
  public void deleted() {
    home.execute(() -> actions.deleted(function));
  }
}
