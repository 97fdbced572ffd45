package io.motet.broker.stream;

import io.motet.broker.message.Message;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;

/** A record given to a reader. To settle it, in whatever way, asks for one more. */
final class StreamDelivery implements Delivery {
  private final StreamSubscription subscription;
  private Message message;

  StreamDelivery(StreamSubscription subscription, Message message) {
    this.subscription = subscription;
    this.message = message;
  }

  @Override
  public Queue queue() {
    return subscription.queue();
  }

  @Override
  public Message message() {
    return message;
  }

  /** The message is given back; the delivery may live on. */
  void delivered() {
    message.release();
    message = null;
  }

  @Override
  public boolean redelivered() {
    return false;
  }

  @Override
  public int deliveryCount() {
    return 0;
  }

  @Override
  public void settle(Outcome outcome) {
    subscription.settled();
  }
}
