package io.motet.amqp.connection;

import io.motet.amqp.codec.Dialect;
import io.netty.buffer.ByteBuf;

/**
 * The eight bytes that open a connection. Collects them without a buffer, however they come in. A
 * client that asks for anything unknown is told which version it may ask for (AMQP 0-9-1, 2.2.4).
 */
final class ProtocolHeader {
  /** What is answered to a client that speaks something else. */
  static final byte[] SUPPORTED = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

  private static final long AMQP = 0x414D5150L << 32;
  private static final long VERSION_0_9_1 = AMQP | 0x00000901L;
  private static final long VERSION_0_9 = AMQP | 0x01010009L;

  /** What most clients send for 0-8, whose specification defines the version as 8-0. */
  private static final long VERSION_0_8 = AMQP | 0x01010800L;

  /** What the specification of 0-8 shows as header. */
  private static final long VERSION_0_8_AS_PRINTED = AMQP | 0x01010901L;

  private long bytes;
  private int count;

  /** Reads what is missing. Returns whether all eight are there. */
  boolean read(ByteBuf in) {
    while (count < Long.BYTES && in.isReadable()) {
      bytes = bytes << 8 | in.readUnsignedByte();
      count++;
    }
    return count == Long.BYTES;
  }

  /** Whether anything has come. */
  boolean started() {
    return count > 0;
  }

  /** The version that the client asks for, or null when it is not served. */
  Dialect dialect() {
    if (bytes == VERSION_0_9_1 || bytes == VERSION_0_9) {
      return Dialect.V0_9_1;
    }
    return bytes == VERSION_0_8 || bytes == VERSION_0_8_AS_PRINTED ? Dialect.V0_8 : null;
  }

  /** For the log. */
  @Override
  public String toString() {
    return "0x" + Long.toHexString(bytes);
  }
}
