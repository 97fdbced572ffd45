package io.motet.amqp.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the fields of methods to a buffer, which grows as needed. Not thread-safe. */
public final class ArgumentWriter {
  private ByteBuf out;

  /** Sets where the next fields go. Takes no ownership. */
  public ArgumentWriter to(ByteBuf buffer) {
    out = buffer;
    return this;
  }

  public void octet(int value) {
    out.writeByte(value);
  }

  public void shortInteger(int value) {
    out.writeShort(value);
  }

  /** An unsigned 32-bit number. */
  public void longInteger(long value) {
    out.writeInt((int) value);
  }

  public void longLong(long value) {
    out.writeLong(value);
  }

  /**
   * Writes UTF-8.
   *
   * @throws IllegalArgumentException when it takes more than 255 bytes
   */
  public void shortString(String value) {
    writeShortString(out, value);
  }

  public void longString(LongString value) {
    out.writeInt(value.bytes().length).writeBytes(value.bytes());
  }

  public void table(Map<String, Object> value) {
    FieldTable.write(out, value);
  }

  /** Packs flags into one octet, the first in the lowest bit. */
  public void bits(boolean... flags) {
    int bits = 0;
    for (int i = 0; i < flags.length; i++) {
      if (flags[i]) {
        bits |= 1 << i;
      }
    }
    out.writeByte(bits);
  }

  static void writeShortString(ByteBuf out, String value) {
    int length = ByteBufUtil.utf8Bytes(value);
    if (length > 255) {
      throw new IllegalArgumentException("short string of " + length + " bytes: " + value);
    }
    out.writeByte(length);
    out.writeCharSequence(value, StandardCharsets.UTF_8);
  }
}
