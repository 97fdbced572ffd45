package io.motet.gearman.codec;

import io.netty.buffer.ByteBuf;

/** Where a {@link PacketWriter} writes. */
public interface PacketOutput {
  /** A buffer with at least so much room at its writer index; the caller writes there at once. */
  ByteBuf room(int sizeBytes);

  /** Adds bytes as they are; takes over the reference. */
  void append(ByteBuf bytes);
}
