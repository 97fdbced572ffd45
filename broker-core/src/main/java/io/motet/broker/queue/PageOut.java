package io.motet.broker.queue;

import io.motet.broker.memory.MemoryBudget;
import java.util.List;

/**
 * Drops the bodies of waiting messages while the memory budget asks for it: all but the first of
 * each queue, which consumers want next. One per shard.
 */
final class PageOut {
  /** Most bytes at a queue's head that stay in memory. */
  static final long MOST_HEAD_BYTES = 16L * 1024 * 1024;

  /** Share of the budget that the heads of all queues may keep. */
  private static final int HEADS_SHARE = 4;

  /** Bytes dropped in one go, so that the shard gets on with its work. */
  private static final long STEP_BYTES = 4L * 1024 * 1024;

  /** Until bodies are written, nothing can be dropped: look again later. */
  private static final long RETRY_MILLIS = 100;

  private final QueueShard shard;
  private final MemoryBudget memory;
  private boolean scheduled;

  PageOut(QueueShard shard) {
    this.shard = shard;
    this.memory = shard.context().memory();
  }

  /** A message has come to stay: starts when the budget is under pressure. */
  void check() {
    if (!scheduled && memory.excessBytes() > 0) {
      scheduled = true;
      shard.shard().execute(this::step);
    }
  }

  private void step() {
    scheduled = false;
    long excess = memory.excessBytes();
    if (excess <= 0) {
      return;
    }
    List<QueueCore> queues = shard.directory().withResidentMessages(shard.shard());
    long headBytes =
        Math.min(MOST_HEAD_BYTES, memory.limitBytes() / HEADS_SHARE / Math.max(1, queues.size()));
    long left = Math.min(excess, STEP_BYTES);
    long dropped = 0;
    for (QueueCore queue : queues) {
      if (dropped < left) {
        dropped += new BodyDropper(queue).drop(headBytes, left - dropped);
      }
    }
    scheduled = true;
    if (dropped > 0) {
      shard.shard().execute(this::step);
    } else if (!queues.isEmpty()) {
      shard.shard().schedule(RETRY_MILLIS, this::step);
    } else {
      scheduled = false;
    }
  }
}
