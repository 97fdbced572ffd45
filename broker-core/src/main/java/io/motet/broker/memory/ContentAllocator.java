package io.motet.broker.memory;

import io.netty.buffer.ByteBuf;

/**
 * Room for message content, of one shard. Small contents share slabs, so that a message that stays
 * does not pin a socket's read buffer; large ones get their own buffer. Counted in the memory
 * account until released.
 */
public interface ContentAllocator extends AutoCloseable {
  /**
   * Reserves room; the caller writes {@code sizeBytes} at {@link Room#offset} with absolute
   * setters. One reference of the buffer belongs to the caller and passes to the message.
   */
  Room allocate(int sizeBytes);

  /** Gives up the room that is not used yet; contents live on. */
  @Override
  default void close() {}

  /** The buffer and offset of the last allocation; valid until the next one. */
  interface Room {
    ByteBuf buffer();

    int offset();
  }
}
