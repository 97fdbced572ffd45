package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.publish.DirectTarget;
import io.motet.broker.publish.LogTarget;
import io.motet.broker.shard.DurableWaiters.Waiter;
import io.motet.broker.shard.ShardJournal;
import java.util.ArrayList;
import java.util.List;

/**
 * One shard's share of a transaction: first recorded, and when all shards have recorded theirs
 * durably, carried out. Filled on the channel's shard, then handed over once.
 */
final class TransactionPart {
  private record Publish(
      Message message, LocalTargets queues, List<DirectTarget> direct, List<LogTarget> logs) {}

  private record Settle(LocalDelivery delivery, Outcome outcome) {}

  private record SettleHere(Delivery delivery, Outcome outcome) {}

  private final QueueShard shard;
  private final List<Publish> publishes = new ArrayList<>();
  private final List<Settle> settles = new ArrayList<>();
  private final List<SettleHere> settlesHere = new ArrayList<>(0);
  private final List<Admission> admissions = new ArrayList<>();

  TransactionPart(QueueShard shard) {
    this.shard = shard;
  }

  void publish(Message message, LocalTargets queues) {
    publish(message, queues, List.of(), List.of());
  }

  void publish(
      Message message, LocalTargets queues, List<DirectTarget> direct, List<LogTarget> logs) {
    publishes.add(new Publish(message, queues, direct, logs));
  }

  void settle(LocalDelivery delivery, Outcome outcome) {
    settles.add(new Settle(delivery, outcome));
  }

  /** A delivery that is no queue's copy: the journal need not know. On the channel's shard. */
  void settleHere(Delivery delivery, Outcome outcome) {
    settlesHere.add(new SettleHere(delivery, outcome));
  }

  /**
   * Records the part as one group. On the part's shard.
   *
   * @param parts number of parts of the whole; alone it needs no id
   * @return false when a queue refused a message; the rest is recorded all the same
   */
  boolean record(long transactionId, int part, int parts) {
    boolean complete = true;
    for (Publish publish : publishes) {
      Admission admission = Admission.of(publish.message(), publish.queues());
      admissions.add(admission);
      complete &= !admission.refused();
    }
    ShardJournal journal = shard.context().shardJournal();
    if (parts == 1) {
      journal.beginAtomic();
    } else {
      journal.beginAtomic(transactionId, part, parts);
    }
    admissions.forEach(admission -> admission.appendTo(journal));
    for (Settle settle : settles) {
      if (settle.outcome() == Outcome.ACK) {
        settle.delivery().queue.core().recordAck(settle.delivery());
      }
    }
    journal.endAtomic();
    return complete;
  }

  /** Has what is recorded forced; the waiter is told on the part's shard. */
  void awaitDurable(Waiter waiter) {
    shard.context().shardJournal().awaitDurable(waiter, 0);
  }

  /** Makes the publishes visible and the settlements count. On the part's shard. */
  void carryOut() {
    admissions.forEach(Admission::enqueue);
    for (Publish publish : publishes) {
      publish.direct().forEach(target -> DirectDelivery.send(shard, target, publish.message()));
      publish.logs().forEach(log -> log.append(shard.shard(), publish.message(), null, 0));
    }
    settlesHere.forEach(settle -> settle.delivery().settle(settle.outcome()));
    for (Settle settle : settles) {
      settle.delivery().queue.core().settle(settle.delivery(), settle.outcome());
    }
    discard();
  }

  /** Gives the messages up. */
  void discard() {
    publishes.forEach(publish -> publish.message().release());
    publishes.clear();
  }
}
