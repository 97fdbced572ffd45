package io.motet.broker.queue;

import io.motet.broker.shard.Shard;
import io.motet.broker.shard.ShardContext;
import java.util.List;

/** What the queues of one shard share. Used on that shard, but for the look-up of another. */
final class QueueShard {
  private static final int ID_BITS = 20;
  private static final int SHARD_BITS = 8;

  private final ShardContext context;
  private final List<QueueShard> all;
  private final FanOut fanOut;
  private final QueueDirectory directory;
  private final PageOut pageOut;
  private long transactions;

  /**
   * @param all every shard's by index; filled while the engine is put together
   */
  QueueShard(ShardContext context, List<QueueShard> all, QueueDirectory directory) {
    this.context = context;
    this.all = all;
    this.directory = directory;
    this.fanOut = new FanOut(this);
    this.pageOut = new PageOut(this);
  }

  ShardContext context() {
    return context;
  }

  Shard shard() {
    return context.shard();
  }

  FanOut fanOut() {
    return fanOut;
  }

  PageOut pageOut() {
    return pageOut;
  }

  QueueDirectory directory() {
    return directory;
  }

  /** Unique over the life of the journal: the clock, the shard, and a count. */
  long nextTransactionId() {
    long number = (++transactions << SHARD_BITS) | shard().index();
    return (shard().currentTimeMillis() << ID_BITS) + number;
  }

  /** The same for another shard; use only what is sent there. */
  QueueShard of(Shard shard) {
    return all.get(shard.index());
  }

  /** Runs the task on the target: at once when it is this shard, else with this batch. */
  void send(Shard target, Runnable task) {
    if (target == context.shard()) {
      task.run();
    } else {
      context.outboxes().send(target, task);
    }
  }
}
