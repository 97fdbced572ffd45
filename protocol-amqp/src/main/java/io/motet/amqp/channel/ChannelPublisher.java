package io.motet.amqp.channel;

import io.motet.amqp.codec.ReplyCode;
import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.publish.PublishObserver;
import io.motet.broker.publish.PublishOutcome;
import io.motet.broker.publish.Publisher;
import io.motet.broker.publish.Transaction;
import io.motet.broker.stats.MessageCounters;

/**
 * The channel's way into the broker, made at the first publish: most channels only consume. Sends
 * back what has no target. On the channel's shard.
 */
final class ChannelPublisher implements PublishObserver {
  /** The token of publishes whose outcome nobody waits for. */
  static final long UNOBSERVED = 0;

  private final ChannelContext context;
  private final MessageCounters counters;
  private Publisher publisher;
  private PublishObserver observer;

  ChannelPublisher(ChannelContext context, MessageCounters counters) {
    this.context = context;
    this.counters = counters;
  }

  /** From now on the outcome of every publish with a token is told. */
  void confirmTo(PublishObserver confirmed) {
    observer = confirmed;
    publisher().confirming(true);
  }

  Transaction begin() {
    return publisher().begin();
  }

  /**
   * Publishes and takes over the message's reference.
   *
   * @param returned whether the client gets it back first; a confirm comes after that
   */
  void publish(Message message, Route route, boolean returned, long token) {
    if (returned) {
      sendBack(message);
    }
    publisher().publish(message, route, token);
  }

  /** basic.return; keeps the reference with the caller. */
  void sendBack(Message message) {
    counters.add(MessageCounters.Kind.RETURN_UNROUTABLE, 1);
    context.writer().returned(context.number(), ReplyCode.NO_ROUTE, message);
  }

  private Publisher publisher() {
    if (publisher == null) {
      publisher = context.virtualHost().publisher(context.shard(), this);
    }
    return publisher;
  }

  @Override
  public void published(long token, PublishOutcome outcome) {
    if (token != UNOBSERVED && observer != null) {
      observer.published(token, outcome);
    }
  }
}
