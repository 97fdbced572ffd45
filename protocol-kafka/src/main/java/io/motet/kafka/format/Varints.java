package io.motet.kafka.format;

import io.netty.buffer.ByteBuf;

/** Numbers of variable length with the sign in the lowest bit, as inside of batches. */
final class Varints {
  private static final int MORE = 0x80;
  private static final int BITS = 7;
  private static final int MAX_SHIFT = 63;

  private Varints() {}

  static void write(ByteBuf out, long value) {
    long left = (value << 1) ^ (value >> MAX_SHIFT);
    while ((left & ~(MORE - 1L)) != 0) {
      out.writeByte((int) (left & (MORE - 1)) | MORE);
      left >>>= BITS;
    }
    out.writeByte((int) left);
  }

  /** Throws {@link IndexOutOfBoundsException} where the bytes end before the number does. */
  static long read(ByteBuf in) {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = in.readByte();
      value |= (long) (next & (MORE - 1)) << shift;
      shift += BITS;
    } while ((next & MORE) != 0 && shift <= MAX_SHIFT);
    return (value >>> 1) ^ -(value & 1);
  }

  /** Bytes that {@link #write} needs. */
  static int sizeBytes(long value) {
    long encoded = (value << 1) ^ (value >> MAX_SHIFT);
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(encoded) + BITS - 1) / BITS);
  }
}
