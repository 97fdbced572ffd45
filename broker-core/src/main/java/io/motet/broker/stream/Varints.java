package io.motet.broker.stream;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** The numbers of variable length in a record: zigzag, seven bits a byte, lowest first. */
final class Varints {
  private static final int BITS = 7;

  private Varints() {}

  static int sizeBytes(long value) {
    long zigzag = (value << 1) ^ (value >> (Long.SIZE - 1));
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(zigzag) + BITS - 1) / BITS);
  }

  static void write(ByteBuf out, long value) {
    long zigzag = (value << 1) ^ (value >> (Long.SIZE - 1));
    while ((zigzag & ~0x7fL) != 0) {
      out.writeByte((int) (zigzag & 0x7f) | 0x80);
      zigzag >>>= BITS;
    }
    out.writeByte((int) zigzag);
  }

  /**
   * Reads at the buffer's position.
   *
   * @throws IllegalArgumentException when it does not end
   * @throws java.nio.BufferUnderflowException when the buffer does
   */
  static long read(ByteBuffer in) {
    long zigzag = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      byte part = in.get();
      zigzag |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new IllegalArgumentException("a number of more than ten bytes");
  }
}
