package io.motet.amqp.channel;

import io.motet.broker.message.Message;
import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import io.motet.broker.shard.Shard;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * One basic.get: keeps the message it was given until the number of messages left is known, which
 * goes into the same frame.
 */
final class GetRequest implements Consumer {
  private final Shard shard;
  private final Queue queue;
  private final boolean noAck;
  private final LongConsumer onTimeout;
  private Delivery delivery;
  private Message message;
  private boolean redelivered;
  private int deliveryCount;

  GetRequest(Shard shard, Queue queue, boolean noAck, LongConsumer onTimeout) {
    this.shard = shard;
    this.queue = queue;
    this.noAck = noAck;
    this.onTimeout = onTimeout;
  }

  @Override
  public Shard shard() {
    return shard;
  }

  @Override
  public void deliver(Delivery taken) {
    delivery = taken;
    message = taken.message().retain();
    redelivered = taken.redelivered();
    deliveryCount = taken.deliveryCount();
  }

  @Override
  public void deliveryTimedOut(Delivery late, long timeoutMillis) {
    onTimeout.accept(timeoutMillis);
  }

  @Override
  public void cancelled(CancelReason reason) {}

  /** Writes what it got; false when there was nothing. */
  boolean send(DeliverySender sender, OptionalLong messagesLeft) {
    if (messagesLeft.isEmpty() || message == null) {
      return false;
    }
    sender.sendGot(
        delivery,
        message,
        noAck,
        new DeliverySender.GotFigures(
            queue.name(),
            redelivered,
            DeliverySender.countsDeliveries(queue),
            deliveryCount,
            messagesLeft.getAsLong()));
    message.release();
    return true;
  }

  /** Gives back what came too late. */
  void giveBack() {
    if (message != null) {
      message.release();
      if (!noAck) {
        delivery.settle(Outcome.REQUEUE);
      }
    }
  }
}
