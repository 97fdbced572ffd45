package io.motet.amqp.channel;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;

/** Neither confirms nor transactions. */
final class PlainMode implements ChannelMode {
  private final ChannelPublisher publisher;

  PlainMode(ChannelPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void publish(Message message, Route route, boolean returned) {
    publisher.publish(message, route, returned, ChannelPublisher.UNOBSERVED);
  }

  @Override
  public void settle(long tag, Delivery delivery, Outcome outcome) {
    delivery.settle(outcome);
  }
}
