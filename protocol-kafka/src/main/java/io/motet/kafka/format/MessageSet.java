package io.motet.kafka.format;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32;

/**
 * Messages of magic 0 and 1: each with offset, length, CRC-32, attributes, (magic 1) timestamp, key
 * and value. A compressed one has a message set as its value.
 */
final class MessageSet {
  private static final int ENTRY_HEADER_BYTES = 12;
  private static final int MAGIC_OFFSET = 16;

  /** Checksum, magic, attributes, lengths of key and value. */
  private static final int MIN_MESSAGE_BYTES = 14;

  private static final int TIMESTAMP_BYTES = 8;
  private static final long NO_TIMESTAMP = -1;

  private MessageSet() {}

  /**
   * Hands all messages over, those in compressed ones too.
   *
   * @param messages read to its end
   * @return the compression of the first message
   */
  static int read(ByteBuf messages, RecordSink sink) throws FormatException {
    int first = messages.isReadable() ? -1 : Compressions.NONE;
    while (messages.isReadable()) {
      int compression = readOne(messages, sink, true);
      first = first < 0 ? compression : first;
    }
    return first;
  }

  private static int readOne(ByteBuf in, RecordSink sink, boolean mayBeCompressed)
      throws FormatException {
    if (in.readableBytes() < ENTRY_HEADER_BYTES + MIN_MESSAGE_BYTES) {
      throw corrupt("a message of " + in.readableBytes() + " bytes");
    }
    long offset = in.readLong();
    int size = in.readInt();
    if (size < MIN_MESSAGE_BYTES || size > in.readableBytes()) {
      throw corrupt("a message of " + size + " bytes in " + in.readableBytes());
    }
    ByteBuf message = in.readSlice(size);
    int crc = message.readInt();
    int computed = crcOf(message);
    if (crc != computed) {
      throw corrupt(
          "Record is corrupt (stored crc = "
              + Integer.toUnsignedString(crc)
              + ", computed crc = "
              + Integer.toUnsignedString(computed)
              + ")");
    }
    byte magic = message.readByte();
    if (magic != 0 && magic != 1) {
      throw new FormatException(
          FormatException.Reason.INVALID, "a message set with a message of magic " + magic);
    }
    try {
      return readContent(message, magic, offset, sink, mayBeCompressed);
    } catch (IndexOutOfBoundsException e) {
      throw corrupt("a message that ends before its value");
    }
  }

  private static int readContent(
      ByteBuf message, byte magic, long offset, RecordSink sink, boolean mayBeCompressed)
      throws FormatException {
    int compression = message.readByte() & Compressions.MASK;
    long timestamp = magic == 0 ? NO_TIMESTAMP : message.readLong();
    ByteBuf key = slice(message);
    ByteBuf value = slice(message);
    if (compression == Compressions.NONE) {
      sink.record(offset, timestamp, key, value);
      return compression;
    }
    if (!mayBeCompressed || value == null || compression == Compressions.ZSTD) {
      throw new FormatException(
          FormatException.Reason.INVALID, "a compressed message that cannot be one");
    }
    ByteBuf plain = Compressions.decompress(compression, value);
    try {
      while (plain.isReadable()) {
        readOne(plain, sink, false);
      }
    } finally {
      plain.release();
    }
    return compression;
  }

  private static ByteBuf slice(ByteBuf message) {
    int length = message.readInt();
    return length < 0 ? null : message.readSlice(length);
  }

  private static int crcOf(ByteBuf bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes.nioBuffer());
    return (int) crc.getValue();
  }

  private static FormatException corrupt(String text) {
    return new FormatException(FormatException.Reason.CORRUPT, text);
  }

  /** Appends one message. */
  static void write(
      ByteBuf out, byte magic, long offset, long timestampMillis, ByteBuf key, ByteBuf value) {
    int start = out.writerIndex();
    out.writeLong(offset).writeInt(0).writeInt(0).writeByte(magic).writeByte(0);
    if (magic > 0) {
      out.ensureWritable(TIMESTAMP_BYTES).writeLong(timestampMillis);
    }
    writeBytes(out, key);
    writeBytes(out, value);
    int size = out.writerIndex() - start - ENTRY_HEADER_BYTES;
    out.setInt(start + Long.BYTES, size);
    int covered = start + MAGIC_OFFSET;
    out.setInt(start + ENTRY_HEADER_BYTES, crcOf(out.slice(covered, out.writerIndex() - covered)));
  }

  private static void writeBytes(ByteBuf out, ByteBuf bytes) {
    if (bytes == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(bytes.readableBytes()).writeBytes(bytes);
    }
  }
}
