package io.motet.amqp.channel;

import io.motet.amqp.connection.ChannelContext;
import io.motet.amqp.connection.ChannelEndpoint;
import io.motet.amqp.connection.ChannelFactory;

/** Makes the channels of one broker. */
public final class Channels implements ChannelFactory {
  private final ChannelSettings settings;

  public Channels(ChannelSettings settings) {
    this.settings = settings;
  }

  @Override
  public ChannelEndpoint open(ChannelContext context) {
    return new AmqpChannel(context, settings);
  }
}
