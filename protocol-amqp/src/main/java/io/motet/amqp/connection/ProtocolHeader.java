package io.motet.amqp.connection;

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

  /** Whether the client asks for 0-9-1, or 0-9 which is served the same way. */
  boolean supported() {
    return bytes == VERSION_0_9_1 || bytes == VERSION_0_9;
  }

  /** The minor version that connection.start names: 0-9-1 is told as 0-9. */
  int minorVersion() {
    return 9;
  }

  /** For the log. */
  @Override
  public String toString() {
    return "0x" + Long.toHexString(bytes);
  }
}
