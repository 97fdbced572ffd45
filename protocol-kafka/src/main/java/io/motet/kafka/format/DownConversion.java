package io.motet.kafka.format;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Makes a message set out of batches of format 2: without headers, control records and compression,
 * which clients that old take from every broker.
 */
public final class DownConversion {
  private final byte magic;
  private final ByteBuf messages = Unpooled.buffer();
  private long nextOffset;

  private DownConversion(byte magic) {
    this.magic = magic;
  }

  /**
   * What became of batches.
   *
   * @param messages owned by the receiver; may be empty
   * @param nextOffset behind the last batch
   */
  public record Converted(ByteBuf messages, long nextOffset) {}

  /**
   * Converts whole batches.
   *
   * @param batches read to its end
   * @param magic 0 or 1
   */
  public static Converted messagesOf(ByteBuf batches, byte magic) throws FormatException {
    DownConversion conversion = new DownConversion(magic);
    boolean done = false;
    try {
      while (batches.readableBytes() >= BatchFields.HEADER_BYTES) {
        long size =
            (long) batches.getInt(batches.readerIndex() + BatchFields.LENGTH)
                + BatchFields.LENGTH_COUNTS_FROM;
        conversion.add(take(batches, size));
      }
      done = true;
      return new Converted(conversion.messages, conversion.nextOffset);
    } catch (IndexOutOfBoundsException e) {
      throw new FormatException(FormatException.Reason.CORRUPT, "a batch that ends too early");
    } finally {
      if (!done) {
        conversion.messages.release();
      }
    }
  }

  private void add(ByteBuf batch) throws FormatException {
    int at = batch.readerIndex();
    long baseOffset = batch.getLong(at);
    nextOffset = baseOffset + batch.getInt(at + BatchFields.LAST_OFFSET_DELTA) + 1;
    int attributes = batch.getShort(at + BatchFields.ATTRIBUTES);
    if ((attributes & BatchFields.CONTROL) != 0) {
      return;
    }
    int compression = attributes & Compressions.MASK;
    if (compression == Compressions.ZSTD) {
      throw new FormatException(
          FormatException.Reason.UNSUPPORTED_COMPRESSION,
          "Down-conversion of zstandard-compressed batches is not supported");
    }
    long baseTimestamp = batch.getLong(at + BatchFields.BASE_TIMESTAMP);
    boolean appendTime = (attributes & BatchFields.LOG_APPEND_TIME) != 0;
    long appended = batch.getLong(at + BatchFields.MAX_TIMESTAMP);
    int count = batch.getInt(at + BatchFields.COUNT);
    batch.skipBytes(BatchFields.HEADER_BYTES);
    ByteBuf records = Compressions.decompress(compression, batch);
    try {
      for (int i = 0; i < count; i++) {
        ByteBuf record = take(records, Varints.read(records));
        record.skipBytes(1);
        long timestamp = baseTimestamp + Varints.read(record);
        long offset = baseOffset + Varints.read(record);
        ByteBuf key = slice(record);
        ByteBuf value = slice(record);
        MessageSet.write(messages, magic, offset, appendTime ? appended : timestamp, key, value);
      }
    } finally {
      records.release();
    }
  }

  private static ByteBuf slice(ByteBuf record) throws FormatException {
    long length = Varints.read(record);
    return length < 0 ? null : take(record, length);
  }

  /** What is in a batch was not looked at when it was taken: lengths can be anything. */
  private static ByteBuf take(ByteBuf bytes, long length) throws FormatException {
    if (length < 0 || length > bytes.readableBytes()) {
      throw new FormatException(
          FormatException.Reason.CORRUPT,
          length + " bytes of " + bytes.readableBytes() + " in a batch");
    }
    return bytes.readSlice((int) length);
  }
}
