package io.motet.broker.shard;

import java.util.ArrayList;
import java.util.List;

/**
 * Work of one shard for the others. Waking another thread is what costs, so work is collected and
 * handed over once per iteration, one batch per target. On the owning shard only.
 */
public final class Outboxes {
  private final Shard owner;
  private final List<? extends Shard> shards;
  private final List<ArrayList<Runnable>> pending = new ArrayList<>();
  private final Runnable handOver = this::handOver;
  private boolean scheduled;

  public Outboxes(Shard owner, List<? extends Shard> shards) {
    this.owner = owner;
    this.shards = shards;
    for (int i = 0; i < shards.size(); i++) {
      pending.add(null);
    }
  }

  /** Runs the task on the target at the end of the iteration, in order of calls per target. */
  public void send(Shard target, Runnable task) {
    int index = target.index();
    ArrayList<Runnable> batch = pending.get(index);
    if (batch == null) {
      batch = new ArrayList<>();
      pending.set(index, batch);
    }
    batch.add(task);
    if (!scheduled) {
      scheduled = true;
      owner.afterIteration(handOver);
    }
  }

  private void handOver() {
    scheduled = false;
    for (int i = 0; i < pending.size(); i++) {
      ArrayList<Runnable> batch = pending.get(i);
      if (batch != null) {
        pending.set(i, null);
        shards.get(i).execute(() -> Batches.runAll(batch));
      }
    }
  }
}
