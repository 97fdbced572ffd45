package io.motet.amqp.channel;

import io.motet.amqp.connection.ChannelContext;
import io.motet.amqp.connection.ChannelEndpoint;
import io.motet.amqp.connection.ChannelFactory;

/** Makes the channels of one broker, and holds what they share: the addresses for replies. */
public final class Channels implements ChannelFactory {
  private final ChannelSettings settings;
  private final ReplyAddresses replies = new ReplyAddresses();

  public Channels(ChannelSettings settings) {
    this.settings = settings;
  }

  @Override
  public ChannelEndpoint open(ChannelContext context) {
    return new AmqpChannel(context, settings, replies);
  }
}
