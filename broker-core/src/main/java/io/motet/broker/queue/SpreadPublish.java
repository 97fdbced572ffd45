package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.shard.DurableWaiters.Waiter;
import io.motet.broker.shard.Shard;

/**
 * A confirmed publish to queues of several shards: counts the parts and tells the waiter once, when
 * the last has answered. On the publisher's shard.
 */
final class SpreadPublish implements Waiter {
  private final QueueShard home;
  private final Waiter waiter;
  private final long token;
  private int parts;
  private boolean refused;

  SpreadPublish(QueueShard home, int parts, Waiter waiter, long token) {
    this.home = home;
    this.parts = parts;
    this.waiter = waiter;
    this.token = token;
  }

  /** Sends one part; the copy's reference passes on. */
  void send(Shard target, Message copy, LocalTargets queues) {
    home.send(target, () -> publishThere(target, copy, queues));
  }

  private void publishThere(Shard target, Message copy, LocalTargets queues) {
    QueueShard there = home.of(target);
    Waiter answer = (unused, durable) -> there.send(home.shard(), () -> settled(unused, durable));
    Acceptance acceptance = there.fanOut().toMany(copy, queues, answer, 0, null, null);
    copy.release();
    if (acceptance != Acceptance.PENDING) {
      there.send(home.shard(), () -> partDone(acceptance));
    }
  }

  /** One part is known at once, unless it is pending. */
  void partDone(Acceptance acceptance) {
    if (acceptance != Acceptance.PENDING) {
      settled(0, acceptance == Acceptance.DONE);
    }
  }

  @Override
  public void settled(long unused, boolean durable) {
    refused |= !durable;
    if (--parts == 0) {
      waiter.settled(token, !refused);
    }
  }
}
