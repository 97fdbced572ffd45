package io.motet.amqp.connection;

import io.motet.amqp.codec.Method;
import io.motet.broker.connection.ClientChannel;
import io.netty.buffer.ByteBuf;

/**
 * What a connection hands a channel's frames to. All methods run on the connection's shard. The
 * connection itself answers channel.open, close and close-ok, checks the order of method, header
 * and body frames, and counts bodies.
 *
 * <p>Buffers are lent for the call; indexes are absolute. A method may throw {@link
 * io.motet.amqp.codec.AmqpException} or {@link io.motet.broker.error.BrokerException}: the
 * connection closes the channel or itself, as the code says, and calls {@link #close}. What goes
 * wrong later is told through {@link ChannelContext#fail}.
 */
public interface ChannelEndpoint extends ClientChannel {
  /** Any method but basic.publish and basic.ack. Those that a client may not send come too. */
  void method(Method method);

  /**
   * basic.publish. {@link #contentHeader} follows, maybe in another buffer: names that are needed
   * later are to be copied, or found again in a cached route.
   */
  void publish(
      ByteBuf source,
      int exchangeIndex,
      int exchangeLength,
      int routingKeyIndex,
      int routingKeyLength,
      boolean mandatory,
      boolean immediate);

  /**
   * The header of the content: encoded properties and the body's size, unsigned, which may be 0.
   */
  void contentHeader(ByteBuf source, int propertiesIndex, int propertiesLength, long bodySizeBytes);

  /** The next bytes of the body; never more than the header said. */
  void contentBody(ByteBuf source, int index, int length);

  /** All of the body has come; called for an empty one too. */
  void contentComplete();

  /** basic.ack. */
  void ack(long deliveryTag, boolean multiple);

  /** Whether the socket takes more. While not, subscriptions are to be held. */
  void writable(boolean writable);

  /**
   * The channel is gone, for whatever reason: give back all deliveries and room, write nothing.
   * Called once.
   */
  void close();
}
