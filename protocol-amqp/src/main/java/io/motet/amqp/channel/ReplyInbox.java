package io.motet.amqp.channel;

import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.reply.ReplyTarget;

/**
 * A channel's consumer of {@code amq.rabbitmq.reply-to}: replies are written to the client as they
 * come, and are kept nowhere. One that does not read loses them, before they fill the memory.
 */
final class ReplyInbox {
  private final ChannelContext context;
  private final DeliverySender sender;
  private Utf8 consumerTag;
  private ReplyTarget target;

  ReplyInbox(ChannelContext context, DeliverySender sender) {
    this.context = context;
    this.sender = sender;
  }

  boolean isOpen() {
    return target != null;
  }

  void open(String tag) {
    consumerTag = Utf8.of(tag);
    target = context.broker().replies().register(context.shard(), this::accept);
  }

  /** Whether the consumer with that tag is this one. */
  boolean hasTag(String tag) {
    return isOpen() && consumerTag.toString().equals(tag);
  }

  void close() {
    if (isOpen()) {
      context.broker().replies().remove(target);
      target = null;
    }
  }

  /** The address that goes into requests; refused when there is no consumer. */
  String address() {
    if (!isOpen()) {
      throw ChannelErrors.preconditionFailed("fast reply consumer does not exist");
    }
    return target.name();
  }

  private void accept(Message message) {
    if (!context.unsentTooMuch()) {
      sender.sendReply(consumerTag, message);
    }
  }
}
