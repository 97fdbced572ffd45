package io.motet.amqp.channel;

import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.DirectTarget;
import io.motet.broker.shard.Shard;

/**
 * A channel's consumer of {@code amq.rabbitmq.reply-to}: replies are written to the client as they
 * come, and are kept nowhere.
 */
final class ReplyInbox implements DirectTarget {
  private final ChannelContext context;
  private final ReplyAddresses addresses;
  private final DeliverySender sender;
  private Utf8 consumerTag;
  private Utf8 address;

  ReplyInbox(ChannelContext context, ReplyAddresses addresses, DeliverySender sender) {
    this.context = context;
    this.addresses = addresses;
    this.sender = sender;
  }

  boolean isOpen() {
    return consumerTag != null;
  }

  void open(String tag) {
    consumerTag = Utf8.of(tag);
    address = addresses.open(this);
  }

  /** Whether the consumer with that tag is this one. */
  boolean hasTag(String tag) {
    return isOpen() && consumerTag.toString().equals(tag);
  }

  void close() {
    if (isOpen()) {
      addresses.close(address);
      consumerTag = null;
      address = null;
    }
  }

  /** The address that goes into requests; refused when there is no consumer. */
  String address() {
    if (!isOpen()) {
      throw ChannelErrors.preconditionFailed("fast reply consumer does not exist");
    }
    return address.toString();
  }

  @Override
  public String name() {
    return ReplyAddresses.QUEUE;
  }

  @Override
  public Shard shard() {
    return context.shard();
  }

  @Override
  public void accept(Message message) {
    if (isOpen()) {
      sender.sendReply(consumerTag, message);
    }
  }
}
