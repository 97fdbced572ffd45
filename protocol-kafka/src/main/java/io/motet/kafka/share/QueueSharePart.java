package io.motet.kafka.share;

import io.motet.broker.message.Message;
import io.motet.broker.publish.Transaction;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueWatcher;
import io.motet.broker.shard.Shard;
import io.motet.kafka.share.state.AcknowledgeException;
import io.motet.kafka.share.state.AcknowledgeType;
import io.motet.kafka.share.state.Acknowledgement;
import io.motet.kafka.share.state.RecordState;
import io.motet.kafka.share.state.Stretch;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * A queue in a share group. A fetch takes messages out as any consumer does, and each gets an
 * offset that only says which it is. What is accepted is acknowledged, what is released goes back
 * into the queue, what is rejected is rejected.
 */
final class QueueSharePart implements SharePart, QueueWatcher {
  private static final Shard.Timer NO_TIMER = () -> {};

  private final Queue queue;
  private final Shard shard;
  private final int lockMillis;
  private final Transaction transaction;
  private final HeldDeliveries held = new HeldDeliveries();
  private final Set<Runnable> waiting = new CopyOnWriteArraySet<>();
  private Shard.Timer expiry = NO_TIMER;
  private long expiryAtMillis = Long.MAX_VALUE;

  private QueueSharePart(Queue queue, Shard shard, int lockMillis, Transaction transaction) {
    this.queue = queue;
    this.shard = shard;
    this.lockMillis = lockMillis;
    this.transaction = transaction;
  }

  /**
   * Begins to watch the queue.
   *
   * @param transaction makes settlements durable; on this shard
   * @return completes on the shard
   */
  static CompletableFuture<QueueSharePart> open(
      Queue queue, Shard shard, int lockMillis, Transaction transaction) {
    QueueSharePart part = new QueueSharePart(queue, shard, lockMillis, transaction);
    return queue.watch(part).thenApplyAsync(done -> part, shard);
  }

  @Override
  public CompletableFuture<ShareRead> read(String member, ShareDemand demand) {
    return new QueueTaking(queue, shard, demand.maxRecords(), demand.maxBytes())
        .start()
        .thenApply(taken -> taken == null ? none() : give(member, taken));
  }

  private static ShareRead none() {
    return new ShareRead(Unpooled.EMPTY_BUFFER, List.of());
  }

  private ShareRead give(String member, QueueTaking.Taken taken) {
    long until = shard.currentTimeMillis() + lockMillis;
    long first = held.nextOffset();
    List<Stretch> acquired = new ArrayList<>();
    for (Delivery delivery : taken.deliveries()) {
      long offset = held.nextOffset();
      held.add(delivery, member, until);
      int count = delivery.deliveryCount() + 1;
      int told = delivery.redelivered() ? Math.max(2, count) : count;
      Stretch.append(
          acquired, new Stretch(offset, offset, RecordState.ACQUIRED, told, member, until));
    }
    watchExpiry();
    return new ShareRead(taken.batch().finish(first), acquired);
  }

  @Override
  public CompletableFuture<Void> acknowledge(
      String member, List<Acknowledgement> acknowledgements) {
    List<HeldDeliveries.Settled> settled;
    try {
      settled = held.settle(member, acknowledgements, shard.currentTimeMillis() + lockMillis);
    } catch (AcknowledgeException e) {
      return CompletableFuture.failedFuture(e);
    }
    for (HeldDeliveries.Settled one : settled) {
      transaction.settle(one.delivery(), outcome(one.how()));
    }
    watchExpiry();
    return transaction.commit();
  }

  private static Outcome outcome(AcknowledgeType how) {
    return switch (how) {
      case ACCEPT -> Outcome.ACK;
      case GAP, REJECT -> Outcome.REJECT;
      default -> Outcome.REQUEUE;
    };
  }

  @Override
  public void release(String member) {
    giveBack(held.release(member));
  }

  private void giveBack(List<Delivery> deliveries) {
    deliveries.forEach(delivery -> delivery.settle(Outcome.REQUEUE));
    watchExpiry();
  }

  private void watchExpiry() {
    long next = held.nextExpiryMillis();
    if (next >= expiryAtMillis && expiryAtMillis != Long.MAX_VALUE) {
      return;
    }
    expiry.cancel();
    expiryAtMillis = next;
    expiry = NO_TIMER;
    if (next != Long.MAX_VALUE) {
      long delay = Math.max(1, next - shard.currentTimeMillis());
      expiry = shard.schedule(delay, this::expire);
    }
  }

  private void expire() {
    expiryAtMillis = Long.MAX_VALUE;
    expiry = NO_TIMER;
    giveBack(held.expire(shard.currentTimeMillis()));
  }

  @Override
  public Runnable whenMore(Runnable task) {
    waiting.add(task);
    return () -> waiting.remove(task);
  }

  @Override
  public void close() {
    expiry.cancel();
    giveBack(held.clear());
    waiting.forEach(Runnable::run);
  }

  // ---- what happens in the queue, on its shard ----

  @Override
  public void available() {
    waiting.forEach(Runnable::run);
  }

  @Override
  public void gone(Message message, Consumer taker) {}

  @Override
  public void purged() {}

  @Override
  public void deleted() {
    waiting.forEach(Runnable::run);
  }
}
