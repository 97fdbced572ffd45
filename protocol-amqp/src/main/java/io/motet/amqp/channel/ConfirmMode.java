package io.motet.amqp.channel;

import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.publish.PublishObserver;
import io.motet.broker.publish.PublishOutcome;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.stats.MessageCounters;

/**
 * Publisher confirms: every publish is numbered, and the client is told its outcome by basic.ack or
 * basic.nack, once per iteration for all that came in it.
 */
final class ConfirmMode implements ChannelMode, PublishObserver, ConfirmWindow.Output {
  private final ChannelContext context;
  private final ChannelPublisher publisher;
  private final ChannelActivity activity;
  private final MessageCounters counters;
  private final ConfirmWindow window = new ConfirmWindow();
  private boolean closed;

  ConfirmMode(
      ChannelContext context,
      ChannelPublisher publisher,
      ChannelActivity activity,
      MessageCounters counters) {
    this.context = context;
    this.publisher = publisher;
    this.activity = activity;
    this.counters = counters;
    publisher.confirmTo(this);
  }

  @Override
  public void publish(Message message, Route route, boolean returned) {
    publisher.publish(message, route, returned, window.publish());
  }

  @Override
  public void settle(long tag, Delivery delivery, Outcome outcome) {
    delivery.settle(outcome);
  }

  @Override
  public void published(long number, PublishOutcome outcome) {
    window.settled(number, outcome == PublishOutcome.ACCEPTED);
    if (!closed) {
      activity.note();
    }
  }

  @Override
  public void endIteration() {
    window.flush(this);
  }

  @Override
  public void accepted(long last, int length) {
    counters.add(MessageCounters.Kind.CONFIRM, length);
    context.writer().ack(context.number(), last, length > 1);
  }

  @Override
  public void refused(long last, int length) {
    context.writer().nack(context.number(), last, length > 1);
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public int unconfirmedCount() {
    return window.openCount();
  }
}
