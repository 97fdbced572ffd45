package io.motet.amqp.channel;

import io.motet.amqp.codec.BasicMethod;
import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.Subscription;
import io.motet.broker.shard.Shard;

/**
 * One consumer of a channel. It sends basic.consume-ok when the subscription stands or with the
 * first delivery, whichever comes first, so that the client always sees it before messages.
 */
final class ChannelConsumer implements Consumer {
  private final ChannelContext context;
  private final ChannelConsumers owner;
  private final DeliverySender sender;
  private final Answers answers;
  private final String tag;
  private final Utf8 encodedTag;
  private final boolean noAck;
  private final boolean counted;
  private boolean announced;
  private Subscription subscription;

  ChannelConsumer(
      ChannelContext context,
      ChannelConsumers owner,
      DeliverySender sender,
      Answers answers,
      String tag,
      Queue queue,
      boolean noAck,
      boolean noWait) {
    this.context = context;
    this.owner = owner;
    this.sender = sender;
    this.answers = answers;
    this.tag = tag;
    this.encodedTag = Utf8.of(tag);
    this.noAck = noAck;
    this.counted = DeliverySender.countsDeliveries(queue);
    this.announced = noWait;
  }

  String tag() {
    return tag;
  }

  /** The queue has accepted it. */
  void subscribed(Subscription made) {
    subscription = made;
    announce();
    if (!context.writable()) {
      made.writable(false);
    }
  }

  /** Null until the queue has accepted it. */
  Subscription subscription() {
    return subscription;
  }

  void writable(boolean writable) {
    if (subscription != null) {
      subscription.writable(writable);
    }
  }

  private void announce() {
    if (!announced) {
      announced = true;
      answers.send(new BasicMethod.ConsumeOk(tag));
    }
  }

  @Override
  public Shard shard() {
    return context.shard();
  }

  @Override
  public void deliver(Delivery delivery) {
    if (answers.closed()) {
      if (!noAck) {
        delivery.settle(Outcome.REQUEUE);
      }
      return;
    }
    announce();
    sender.send(encodedTag, delivery, noAck, counted);
  }

  @Override
  public void deliveryTimedOut(Delivery delivery, long timeoutMillis) {
    owner.timedOut(timeoutMillis);
  }

  @Override
  public void cancelled(CancelReason reason) {
    owner.cancelledByBroker(this, reason);
  }
}
