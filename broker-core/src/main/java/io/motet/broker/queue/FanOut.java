package io.motet.broker.queue;

import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.message.Message;
import io.motet.broker.publish.LogTarget;
import io.motet.broker.shard.DurableWaiters.Waiter;
import io.motet.broker.shard.ShardJournal;
import io.motet.storage.journal.JournalAppender;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Brings a message from one shard to its targets: those on the shard at once and with one journal
 * record, those elsewhere with the next hand-over. The caller keeps its reference of the message.
 */
public final class FanOut {
  private final QueueShard shard;

  FanOut(QueueShard shard) {
    this.shard = shard;
  }

  /**
   * Publishes.
   *
   * @param waiter told when the message is durable in all queues that need it so; null if nobody
   *     cares. Without one, refusals by other shards are not reported either
   */
  public Acceptance publish(
      Message message, List<? extends MessageTarget> targets, Waiter waiter, long token) {
    if (shard.context().shardJournal().failed()) {
      return Acceptance.REFUSED;
    }
    if (targets.size() == 1
        && targets.get(0) instanceof LocalQueue queue
        && queue.shard() == shard.shard()) {
      return toOne(message, queue.core(), waiter, token);
    }
    if (targets.size() == 1 && targets.get(0) instanceof LogTarget log) {
      return log.append(shard.shard(), message, waiter, token);
    }
    TargetsByShard split = TargetsByShard.of(targets, shard.shard());
    split.direct().forEach(target -> DirectDelivery.send(shard, target, message));
    if (split.allHere()) {
      return toMany(message, split.local(), waiter, token, null, null);
    }
    return spread(message, split, waiter, token);
  }

  private Acceptance toOne(Message message, QueueCore queue, Waiter waiter, long token) {
    if (queue.deleted()) {
      return Acceptance.DONE;
    }
    if (!queue.admits(message)) {
      return Acceptance.REFUSED;
    }
    long sequence = queue.nextSequence();
    long expiresAt = queue.expiryOf(message, 0);
    if (!queue.journals(message)) {
      queue.enqueue(message, sequence, expiresAt, false);
      return Acceptance.DONE;
    }
    ShardJournal journal = shard.context().shardJournal();
    JournalAppender appender = journal.appender();
    appender.beginMessage(message, 1);
    queue.copy(appender, message, sequence, expiresAt);
    appender.endMessage();
    if (waiter != null) {
      // Before the message can reach a consumer: a settle must not cancel what is waited for.
      journal.awaitDurable(waiter, token);
    }
    queue.enqueue(message, sequence, expiresAt, true);
    return waiter == null ? Acceptance.DONE : Acceptance.PENDING;
  }

  /**
   * Publishes to queues of this shard with one record.
   *
   * @param settled a copy whose end is to be recorded together with the publish, with its queue; or
   *     null
   */
  Acceptance toMany(
      Message message,
      LocalTargets queues,
      Waiter waiter,
      long token,
      QueueCore settledIn,
      Entry settled) {
    Admission admission = Admission.of(message, queues);
    ShardJournal journal = shard.context().shardJournal();
    boolean group = settled != null && settled.journaled() && admission.durableCount() > 0;
    if (group) {
      journal.beginAtomic();
    }
    admission.appendTo(journal);
    if (settled != null) {
      settledIn.departures().recordEnd(settled);
    }
    if (group) {
      journal.endAtomic();
    }
    Acceptance result = Acceptance.DONE;
    if (admission.refused()) {
      result = Acceptance.REFUSED;
    } else if (waiter != null && admission.durableCount() > 0) {
      journal.awaitDurable(waiter, token);
      result = Acceptance.PENDING;
    }
    admission.enqueue();
    return result;
  }

  private Acceptance spread(Message message, TargetsByShard split, Waiter waiter, long token) {
    if (waiter == null) {
      split.forEachRemote(
          (target, queues) -> {
            Message copy = message.copyFor();
            shard.send(
                target,
                () -> {
                  shard.of(target).fanOut().toMany(copy, queues, null, 0, null, null);
                  copy.release();
                });
          });
      split.logs().forEach(log -> log.append(shard.shard(), message, null, 0));
      Acceptance local = toMany(message, split.local(), null, 0, null, null);
      return local == Acceptance.REFUSED ? local : Acceptance.DONE;
    }
    int parts = split.remoteShardCount() + split.logs().size() + 1;
    SpreadPublish whole = new SpreadPublish(shard, parts, waiter, token);
    split.logs().forEach(log -> whole.partDone(log.append(shard.shard(), message, whole, 0)));
    split.forEachRemote((target, queues) -> whole.send(target, message.copyFor(), queues));
    whole.partDone(toMany(message, split.local(), whole, 0, null, null));
    return Acceptance.PENDING;
  }

  /**
   * Publishes a dead-lettered message and ends the copy it came from: in one group where all is on
   * this shard, else after the others have it durably.
   */
  void republish(
      Message message, List<? extends MessageTarget> targets, QueueCore from, Entry original) {
    TargetsByShard split = TargetsByShard.of(targets, shard.shard());
    split.direct().forEach(target -> DirectDelivery.send(shard, target, message));
    if (split.allHere()) {
      toMany(message, split.local(), null, 0, from, original);
      from.departures().forget(original);
      return;
    }
    // At least once: the copy stays until the other shards, and logs, have the message safe.
    from.departures().depart(original);
    Waiter waiter =
        (token, durable) -> {
          // A queue that refuses has its answer; only a journal that failed keeps the copy.
          if (durable || !shard.context().shardJournal().failed()) {
            from.departures().end(original);
          }
        };
    spread(message, split, waiter, 0);
  }

  /**
   * Publishes messages to one queue: all of them or, where the queue refuses for want of room,
   * none. Takes over their references.
   *
   * @param number null for a batch whose producer numbers none
   * @return completes on this shard, when they are durable where they need be
   */
  public CompletableFuture<BatchOutcome> publishAll(
      List<Message> messages, LocalQueue queue, NumberedBatch number) {
    return new BatchPublish(shard, queue, number).start(messages);
  }

  /** An empty transaction of a channel on this shard. */
  public TransactionWork newTransaction() {
    return new TransactionWork(shard);
  }

  /**
   * Carries out a transaction; the work is used up.
   *
   * @return completes on this shard when all is durable; fails when a queue refused a message
   */
  public CompletableFuture<Void> commit(TransactionWork work) {
    return new Commit(shard, work).start();
  }
}
