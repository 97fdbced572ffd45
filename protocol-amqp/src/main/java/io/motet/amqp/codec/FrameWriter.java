package io.motet.amqp.codec;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.socket.ByteOutput;
import io.netty.buffer.ByteBuf;

/**
 * Writes frames to a connection's output, those of the hot path without objects in between. Bodies
 * up to {@value #COPY_LIMIT_BYTES} bytes are copied, so that a frame is one run of bytes; larger
 * ones are sent from where they lie. On the connection's shard.
 */
public final class FrameWriter {
  /** Body frames up to this size are copied. */
  public static final int COPY_LIMIT_BYTES = 4096;

  private static final int BASIC_RETURN = method(BasicMethod.CLASS_ID, BasicMethod.Return.ID);
  private static final int BASIC_DELIVER = method(BasicMethod.CLASS_ID, BasicMethod.Deliver.ID);
  private static final int BASIC_GET_OK = method(BasicMethod.CLASS_ID, BasicMethod.GetOk.ID);
  private static final int BASIC_ACK = method(BasicMethod.CLASS_ID, BasicMethod.Ack.ID);
  private static final int BASIC_NACK = method(BasicMethod.CLASS_ID, BasicMethod.Nack.ID);
  private static final int SETTLE_PAYLOAD_BYTES = 13;
  private static final int METHOD_ROOM_BYTES = 256;

  private final ByteOutput output;
  private final ArgumentWriter arguments = new ArgumentWriter();
  private long maxBodyBytes = Integer.MAX_VALUE;
  private Dialect dialect = Dialect.V0_9_1;
  private long frames;

  public FrameWriter(ByteOutput output) {
    this.output = output;
  }

  /** Sets the negotiated limit, 0 for none. */
  public void maxFrameBytes(long limit) {
    maxBodyBytes = limit == 0 ? Integer.MAX_VALUE : limit - Frames.OVERHEAD_BYTES;
  }

  /** Sets the version to write methods in. */
  public void dialect(Dialect spoken) {
    dialect = spoken;
  }

  /** Frames written so far. */
  public long frames() {
    return frames;
  }

  /** Any method without content. */
  public void method(int channel, Method method) {
    ByteBuf out = output.room(METHOD_ROOM_BYTES);
    int start = out.writerIndex();
    begin(out, Frames.METHOD, channel, 0);
    dialect.encode(method, out, arguments);
    out.setInt(start + 3, out.writerIndex() - start - Frames.PREFIX_BYTES);
    out.writeByte(Frames.END);
  }

  public void heartbeat() {
    ByteBuf out = output.room(Frames.OVERHEAD_BYTES);
    begin(out, Frames.HEARTBEAT, 0, 0);
    out.writeByte(Frames.END);
  }

  /** basic.ack, for confirms. */
  public void ack(int channel, long deliveryTag, boolean multiple) {
    settle(BASIC_ACK, channel, deliveryTag, multiple);
  }

  /** basic.nack, for publishes that were refused. */
  public void nack(int channel, long deliveryTag, boolean multiple) {
    settle(BASIC_NACK, channel, deliveryTag, multiple);
  }

  private void settle(int id, int channel, long deliveryTag, boolean multiple) {
    ByteBuf out = output.room(SETTLE_PAYLOAD_BYTES + Frames.OVERHEAD_BYTES);
    begin(out, Frames.METHOD, channel, SETTLE_PAYLOAD_BYTES);
    out.writeInt(id).writeLong(deliveryTag).writeByte(multiple ? 1 : 0).writeByte(Frames.END);
  }

  /**
   * basic.deliver with header and body. The message is read during the call; large bodies retain
   * its content until they are sent.
   *
   * @param changed properties to send in place of the message's own, or null
   */
  public void deliver(
      int channel,
      Utf8 consumerTag,
      long deliveryTag,
      boolean redelivered,
      Message message,
      MessageProperties changed) {
    int payload = 4 + 1 + consumerTag.length() + 8 + 1 + namesBytes(message);
    ByteBuf out = output.room(payload + contentRoomBytes(message));
    begin(out, Frames.METHOD, channel, payload);
    out.writeInt(BASIC_DELIVER);
    writeName(out, consumerTag);
    out.writeLong(deliveryTag).writeByte(redelivered ? 1 : 0);
    writeNames(out, message);
    out.writeByte(Frames.END);
    content(out, channel, message, changed);
  }

  /**
   * basic.get-ok with header and body; see {@link #deliver}.
   *
   * @param messageCount messages left in the queue
   */
  public void getOk(
      int channel,
      long deliveryTag,
      boolean redelivered,
      Message message,
      MessageProperties changed,
      long messageCount) {
    int payload = 4 + 8 + 1 + namesBytes(message) + 4;
    ByteBuf out = output.room(payload + contentRoomBytes(message));
    begin(out, Frames.METHOD, channel, payload);
    out.writeInt(BASIC_GET_OK).writeLong(deliveryTag).writeByte(redelivered ? 1 : 0);
    writeNames(out, message);
    out.writeInt((int) messageCount).writeByte(Frames.END);
    content(out, channel, message, changed);
  }

  /** basic.return with header and body, for example 312 {@code NO_ROUTE}. */
  public void returned(int channel, ReplyCode code, Message message) {
    String text = code.name();
    int payload = 4 + 2 + 1 + text.length() + namesBytes(message);
    ByteBuf out = output.room(payload + contentRoomBytes(message));
    begin(out, Frames.METHOD, channel, payload);
    out.writeInt(BASIC_RETURN).writeShort(code.code());
    ArgumentWriter.writeShortString(out, text);
    writeNames(out, message);
    out.writeByte(Frames.END);
    content(out, channel, message, null);
  }

  private void content(ByteBuf out, int channel, Message message, MessageProperties changed) {
    int start = out.writerIndex();
    begin(out, Frames.HEADER, channel, 0);
    out.writeShort(BasicMethod.CLASS_ID).writeShort(0).writeLong(message.bodySizeBytes());
    writeProperties(out, message, changed);
    out.setInt(start + 3, out.writerIndex() - start - Frames.PREFIX_BYTES);
    out.writeByte(Frames.END);
    body(channel, message);
  }

  private static void writeProperties(ByteBuf out, Message message, MessageProperties changed) {
    if (changed != null) {
      AmqpMessageFormat.INSTANCE.encode(changed, out);
    } else if (message.format().id() == AmqpMessageFormat.ID) {
      out.writeBytes(message.content(), message.propertiesOffset(), message.propertiesSizeBytes());
    } else {
      AmqpMessageFormat.INSTANCE.encode(message.properties(), out);
    }
  }

  private void body(int channel, Message message) {
    int offset = message.bodyOffset();
    int left = message.bodySizeBytes();
    while (left > 0) {
      int size = (int) Math.min(left, maxBodyBytes);
      // Room for each frame anew: one buffer for all would grow to the size of the body.
      ByteBuf out = output.room(Math.min(size, COPY_LIMIT_BYTES) + Frames.OVERHEAD_BYTES);
      begin(out, Frames.BODY, channel, size);
      if (size <= COPY_LIMIT_BYTES) {
        out.writeBytes(message.content(), offset, size);
      } else {
        output.append(message.content().retainedSlice(offset, size));
        out = output.room(Frames.OVERHEAD_BYTES);
      }
      out.writeByte(Frames.END);
      offset += size;
      left -= size;
    }
  }

  private void begin(ByteBuf out, int type, int channel, int payloadBytes) {
    frames++;
    out.writeByte(type).writeShort(channel).writeInt(payloadBytes);
  }

  private static int namesBytes(Message message) {
    return 2 + message.exchange().length() + message.routingKey().length();
  }

  private static void writeNames(ByteBuf out, Message message) {
    writeName(out, message.exchange());
    writeName(out, message.routingKey());
  }

  private static void writeName(ByteBuf out, Utf8 name) {
    out.writeByte(name.length());
    name.writeTo(out);
  }

  private static int contentRoomBytes(Message message) {
    return 3 * Frames.OVERHEAD_BYTES
        + Frames.CONTENT_HEADER_BYTES
        + message.propertiesSizeBytes()
        + Math.min(message.bodySizeBytes(), COPY_LIMIT_BYTES);
  }

  private static int method(int classId, int methodId) {
    return classId << 16 | methodId;
  }
}
