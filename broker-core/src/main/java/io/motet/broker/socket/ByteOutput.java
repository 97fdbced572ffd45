package io.motet.broker.socket;

import io.netty.buffer.ByteBuf;

/** Where a connection's outgoing bytes are collected. On the connection's shard. */
public interface ByteOutput {
  /**
   * A buffer with room for at least {@code sizeBytes} more; the caller appends to it. Belongs to
   * the output, valid until the next call.
   */
  ByteBuf room(int sizeBytes);

  /** Sends a buffer after all that was written so far, uncopied. Ownership passes. */
  void append(ByteBuf bytes);
}
