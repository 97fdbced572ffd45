package io.motet.broker.message;

import io.netty.buffer.ByteBuf;

/**
 * How one protocol encodes a message's properties. A message keeps the encoding it came in; another
 * front end, or the core when it must change a header, goes through {@link MessageProperties}.
 *
 * <p>Implementations are stateless and may be called on any shard.
 */
public interface MessageFormat {
  /**
   * Stored with each message on disk: never changes, unique over all front ends. AMQP 0-9-1 is 1.
   */
  byte id();

  String name();

  /** Decodes {@code length} bytes at {@code index}; moves no reader index, retains nothing. */
  MessageProperties decode(ByteBuf source, int index, int length);

  /** Appends the encoded properties. */
  void encode(MessageProperties properties, ByteBuf out);
}
