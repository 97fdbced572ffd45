package io.motet.zmtp.message;

import io.netty.buffer.ByteBuf;

/** Writes properties in the order of {@link PropertiesLayout}; the calls must come in it too. */
final class PropertiesWriter {
  private final ByteBuf out;
  private final int flagsIndex;
  private int flags;

  PropertiesWriter(ByteBuf out) {
    this.out = out;
    flagsIndex = out.writerIndex();
    out.writeByte(0);
  }

  /**
   * @param id null for none
   */
  PropertiesWriter correlationId(byte[] id) {
    return text(PropertiesLayout.CORRELATION_ID, id);
  }

  /**
   * @param address null for none
   */
  PropertiesWriter replyTo(byte[] address) {
    return text(PropertiesLayout.REPLY_TO, address);
  }

  private PropertiesWriter text(int flag, byte[] bytes) {
    if (bytes != null) {
      flags |= flag;
      out.writeShort(bytes.length).writeBytes(bytes);
    }
    return this;
  }

  PropertiesWriter frames(int[] lengths) {
    beginFrames(lengths.length);
    for (int length : lengths) {
      frame(length);
    }
    return this;
  }

  /** {@link #frame} follows that many times. */
  void beginFrames(int count) {
    flags |= PropertiesLayout.FRAMES;
    out.writeShort(count);
  }

  void frame(int length) {
    out.writeInt(length);
  }

  PropertiesWriter flag(int flag, boolean on) {
    if (on) {
      flags |= flag;
    }
    return this;
  }

  PropertiesWriter other(byte[] fields) {
    flags |= PropertiesLayout.OTHER;
    out.writeInt(fields.length).writeBytes(fields);
    return this;
  }

  void end() {
    out.setByte(flagsIndex, flags);
  }
}
