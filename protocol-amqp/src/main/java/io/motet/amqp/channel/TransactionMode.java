package io.motet.amqp.channel;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ReplyCode;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.publish.Transaction;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * AMQP transactions: publishes and settlements have no effect before tx.commit, then all of them.
 * The next transaction begins by itself.
 */
final class TransactionMode implements ChannelMode {
  private final ChannelPublisher publisher;
  private final UnackedDeliveries unacked;
  private final List<Settled> settled = new ArrayList<>();
  private final List<Message> toReturn = new ArrayList<>();
  private Transaction transaction;
  private volatile int publishCount;
  private volatile int ackCount;

  TransactionMode(ChannelPublisher publisher, UnackedDeliveries unacked) {
    this.publisher = publisher;
    this.unacked = unacked;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread
  public void publish(Message message, Route route, boolean returned) {
    publishCount++;
    if (returned) {
      toReturn.add(message.retain());
    }
    transaction().publish(message, route);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread
  public void settle(long tag, Delivery delivery, Outcome outcome) {
    settled.add(new Settled(tag, delivery));
    if (outcome == Outcome.ACK) {
      ackCount++;
    }
    transaction().settle(delivery, outcome);
  }

  private Transaction transaction() {
    if (transaction == null) {
      transaction = publisher.begin();
    }
    return transaction;
  }

  /** Completes when all of it has happened, or fails as AMQP tells it. */
  CompletableFuture<Void> commit() {
    Transaction committing = transaction;
    List<Message> unroutable = List.copyOf(toReturn);
    reset();
    unroutable.forEach(publisher::sendBack);
    unroutable.forEach(Message::release);
    if (committing == null) {
      return CompletableFuture.completedFuture(null);
    }
    return committing
        .commit()
        .exceptionally(
            refusal -> {
              throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "partial tx completion");
            });
  }

  /** Forgets the publishes; what was settled is unsettled again. */
  void rollback() {
    List<Settled> again = List.copyOf(settled);
    toReturn.forEach(Message::release);
    if (transaction != null) {
      transaction.rollback();
    }
    reset();
    for (Settled one : again) {
      unacked.restore(one.tag, one.delivery);
    }
  }

  private void reset() {
    transaction = null;
    settled.clear();
    toReturn.clear();
    publishCount = 0;
    ackCount = 0;
  }

  @Override
  public void close() {
    rollback();
  }

  @Override
  public int uncommittedCount() {
    return publishCount;
  }

  @Override
  public int uncommittedAckCount() {
    return ackCount;
  }

  private record Settled(long tag, Delivery delivery) {}
}
