package io.motet.amqp.support;

import io.motet.amqp.codec.ArgumentReader;
import io.motet.amqp.codec.ArgumentWriter;
import io.motet.amqp.codec.Frames;
import io.motet.amqp.codec.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames as a client makes them, right or wrong, and reads them. Buffers are on the heap. */
public final class Wire {
  /** The protocol header of AMQP 0-9-1. */
  public static ByteBuf header() {
    return bytes('A', 'M', 'Q', 'P', 0, 0, 9, 1);
  }

  private Wire() {}

  public static ByteBuf bytes(int... octets) {
    ByteBuf bytes = Unpooled.buffer();
    for (int octet : octets) {
      bytes.writeByte(octet);
    }
    return bytes;
  }

  public static ByteBuf zeros(int length) {
    return Unpooled.buffer(length).writeZero(length);
  }

  public static ByteBuf frame(int type, int channel, ByteBuf payload) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeByte(type).writeShort(channel).writeInt(payload.readableBytes());
    return frame.writeBytes(payload).writeByte(Frames.END);
  }

  public static ByteBuf method(int channel, Method method) {
    ByteBuf payload = Unpooled.buffer();
    payload.writeShort(method.classId()).writeShort(method.methodId());
    method.encode(new ArgumentWriter().to(payload));
    return frame(Frames.METHOD, channel, payload);
  }

  /** A method frame with the given bytes as fields. */
  public static ByteBuf method(int channel, int classId, int methodId, int... fields) {
    ByteBuf payload = Unpooled.buffer().writeShort(classId).writeShort(methodId);
    return frame(Frames.METHOD, channel, payload.writeBytes(bytes(fields)));
  }

  public static ByteBuf contentHeader(int channel, int classId, int weight, long bodySizeBytes) {
    ByteBuf payload = Unpooled.buffer().writeShort(classId).writeShort(weight);
    return frame(Frames.HEADER, channel, payload.writeLong(bodySizeBytes).writeShort(0));
  }

  public static ByteBuf body(int channel, String text) {
    return frame(Frames.BODY, channel, Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  /** What a peer sent, frame by frame: methods by their text, others by type and payload. */
  public static List<String> describe(ByteBuf sent) {
    List<String> frames = new ArrayList<>();
    while (sent.readableBytes() >= Frames.PREFIX_BYTES) {
      int type = sent.readUnsignedByte();
      int channel = sent.readUnsignedShort();
      ByteBuf payload = sent.readSlice(sent.readInt());
      int end = sent.readUnsignedByte();
      frames.add(channel + " " + describe(type, payload) + (end == Frames.END ? "" : " BAD END"));
    }
    if (sent.isReadable()) {
      frames.add("rest " + ByteBufUtil.hexDump(sent));
    }
    return frames;
  }

  private static String describe(int type, ByteBuf payload) {
    if (type != Frames.METHOD) {
      return type + ":" + ByteBufUtil.hexDump(payload);
    }
    ArgumentReader fields =
        new ArgumentReader().over(payload, payload.readerIndex() + 4, payload.readableBytes() - 4);
    Method method = Method.decode(payload.readShort(), payload.readShort(), fields);
    return method.wireName() + method.toString().replaceFirst("^[A-Za-z]+", "");
  }
}
