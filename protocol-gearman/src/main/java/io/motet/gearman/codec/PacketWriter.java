package io.motet.gearman.codec;

import io.motet.broker.socket.ByteOutput;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Writes response packets. Small ones are copied; large bodies go by reference. */
public final class PacketWriter {
  /** Bodies from this size on are not copied. */
  private static final int LARGE_BYTES = 16 * 1024;

  private final ByteOutput output;
  private long packets;

  public PacketWriter(ByteOutput output) {
    this.output = output;
  }

  /** A packet without data. */
  public void write(int type) {
    begin(type, 0, 0);
  }

  /** A packet of arguments, the last one without a zero byte. */
  public void write(int type, byte[]... arguments) {
    int size = arguments.length - 1;
    for (byte[] argument : arguments) {
      size += argument.length;
    }
    ByteBuf out = begin(type, size, size);
    for (int i = 0; i < arguments.length; i++) {
      if (i > 0) {
        out.writeByte(0);
      }
      out.writeBytes(arguments[i]);
    }
  }

  /**
   * A packet of arguments and data: each argument ends with a zero byte.
   *
   * @param data from {@code index} on; its reference stays the caller's
   */
  public void writeWithData(int type, ByteBuf data, int index, int length, byte[]... arguments) {
    int size = arguments.length;
    for (byte[] argument : arguments) {
      size += argument.length;
    }
    boolean copied = length < LARGE_BYTES;
    ByteBuf out = begin(type, size + length, copied ? size + length : size);
    for (byte[] argument : arguments) {
      out.writeBytes(argument).writeByte(0);
    }
    if (copied) {
      out.writeBytes(data, index, length);
    } else {
      output.append(data.retainedSlice(index, length));
    }
  }

  public void error(ErrorCode code, String text) {
    write(PacketType.ERROR, ascii(code.name()), ascii(text));
  }

  /** Bytes of the text protocol. */
  public void text(String answer) {
    packets++;
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    output.room(bytes.length).writeBytes(bytes);
  }

  /** Packets and text answers so far. */
  public long packets() {
    return packets;
  }

  private ByteBuf begin(int type, int size, int room) {
    packets++;
    ByteBuf out = output.room(PacketDecoder.HEADER_BYTES + room);
    out.writeInt(PacketDecoder.RESPONSE_MAGIC).writeInt(type).writeInt(size);
    return out;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
