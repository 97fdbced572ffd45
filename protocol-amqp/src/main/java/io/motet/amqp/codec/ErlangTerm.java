package io.motet.amqp.codec;

import io.netty.buffer.ByteBuf;

/** Bytes as Erlang prints them: RabbitMQ's error texts contain them, and clients show those. */
public final class ErlangTerm {
  private static final int LONGEST_TEXT_BYTES = 255;

  private ErlangTerm() {}

  /** As numbers, for example {@code <<1,2>>}; long ones are cut, as the reply text will be. */
  public static String bytes(ByteBuf source, int index, int length) {
    StringBuilder text = new StringBuilder("<<");
    for (int i = 0; i < Math.min(length, LONGEST_TEXT_BYTES); i++) {
      if (i > 0) {
        text.append(',');
      }
      text.append(source.getUnsignedByte(index + i));
    }
    return text.append(">>").toString();
  }

  /** As quoted text where all is printable, for example {@code <<"ab">>}, else as numbers. */
  public static String binary(ByteBuf source, int index, int length) {
    if (length == 0) {
      return "<<>>";
    }
    StringBuilder text = new StringBuilder("<<\"");
    for (int i = 0; i < length; i++) {
      int b = source.getUnsignedByte(index + i);
      switch (b) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case 0x0B -> text.append("\\v");
        case 0x1B -> text.append("\\e");
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        default -> {
          if (b < 0x20 || b > 0x7E) {
            return bytes(source, index, length);
          }
          text.append((char) b);
        }
      }
    }
    return text.append("\">>").toString();
  }
}
