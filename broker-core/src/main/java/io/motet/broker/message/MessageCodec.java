package io.motet.broker.message;

import io.motet.broker.memory.ContentAllocator;
import io.netty.buffer.ByteBuf;
import java.util.function.IntFunction;

/**
 * The stored form of a message: what the journal keeps and cold reads bring back.
 *
 * <pre>
 * u8 version | u8 format | u8 flags | u8 priority | i64 ttlMillis | i64 arrivedAtMillis
 * | u8 length, exchange | u8 length, routing key | i32 properties size | i32 body size
 * | properties | body | zeros
 * </pre>
 *
 * <p>The zeros fill all that is not body up to a multiple of {@link #OVERHEAD_STEP}: so a queue can
 * keep the overhead in a few bits next to the size on disk, and knows the body's size without
 * reading it.
 */
public final class MessageCodec {
  /** The overhead of a stored message is a multiple of this. */
  public static final int OVERHEAD_STEP = 16;

  private static final int VERSION = 1;
  private static final int PERSISTENT = 1;
  private static final int FIXED_BYTES = 4 + 8 + 8 + 1 + 1 + 4 + 4;
  private static final int LENGTH_MASK = 0xff;

  private MessageCodec() {}

  /** Bytes of the stored form. */
  static int sizeBytes(Message message) {
    return overheadBytes(message) + message.bodySizeBytes();
  }

  /** Bytes of the stored form that are not body. */
  static int overheadBytes(Message message) {
    int used =
        FIXED_BYTES
            + message.exchange().length()
            + message.routingKey().length()
            + message.propertiesSizeBytes();
    return (used + OVERHEAD_STEP - 1) & -OVERHEAD_STEP;
  }

  static void encode(Message message, ByteBuf out) {
    int end = out.writerIndex() + sizeBytes(message);
    out.writeByte(VERSION);
    out.writeByte(message.format().id());
    out.writeByte(message.persistent() ? PERSISTENT : 0);
    out.writeByte(message.priority());
    out.writeLong(message.ttlMillis());
    out.writeLong(message.arrivedAtMillis());
    writeName(message.exchange(), out);
    writeName(message.routingKey(), out);
    out.writeInt(message.propertiesSizeBytes());
    out.writeInt(message.bodySizeBytes());
    int contentBytes = message.propertiesSizeBytes() + message.bodySizeBytes();
    out.writeBytes(message.content(), message.propertiesOffset(), contentBytes);
    out.writeZero(end - out.writerIndex());
  }

  private static void writeName(Utf8 name, ByteBuf out) {
    out.writeByte(name.length());
    name.writeTo(out);
  }

  /**
   * Reads a message back; copies the content into the allocator's room.
   *
   * @param encoded from its reader index on; its indexes don't move
   * @param position where it stands, so that it can be settled
   * @throws IllegalStateException when a later version wrote it or its format is not known
   */
  public static Message decode(
      ByteBuf encoded,
      long position,
      IntFunction<MessageFormat> formats,
      ContentAllocator contents) {
    int start = encoded.readerIndex();
    if (encoded.getByte(start) != VERSION) {
      throw new IllegalStateException("stored message of version " + encoded.getByte(start));
    }
    byte formatId = encoded.getByte(start + 1);
    MessageFormat format = formats.apply(formatId);
    if (format == null) {
      throw new IllegalStateException("stored message of unknown format " + formatId);
    }
    int at = start + 20;
    int exchangeLength = encoded.getByte(at) & LENGTH_MASK;
    Utf8 exchange = Utf8.copyOf(encoded, at + 1, exchangeLength);
    at += 1 + exchangeLength;
    int keyLength = encoded.getByte(at) & LENGTH_MASK;
    Utf8 routingKey = Utf8.copyOf(encoded, at + 1, keyLength);
    at += 1 + keyLength;
    int propertiesSizeBytes = encoded.getInt(at);
    int bodySizeBytes = encoded.getInt(at + 4);
    int contentBytes = propertiesSizeBytes + bodySizeBytes;
    ContentAllocator.Room room = contents.allocate(contentBytes);
    room.buffer().setBytes(room.offset(), encoded, at + 8, contentBytes);
    Message message =
        new Message(
            exchange,
            routingKey,
            format,
            room.buffer(),
            room.offset(),
            propertiesSizeBytes,
            bodySizeBytes,
            (encoded.getByte(start + 2) & PERSISTENT) != 0,
            encoded.getByte(start + 3) & LENGTH_MASK,
            encoded.getLong(start + 4),
            encoded.getLong(start + 12));
    message.readFrom(position);
    return message;
  }
}
