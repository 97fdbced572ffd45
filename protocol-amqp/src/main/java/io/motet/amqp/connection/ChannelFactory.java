package io.motet.amqp.connection;

/** Makes the channel for a channel.open. On the connection's shard. */
@FunctionalInterface
public interface ChannelFactory {
  /** Called before channel.open-ok is written; must write nothing. */
  ChannelEndpoint open(ChannelContext context);
}
