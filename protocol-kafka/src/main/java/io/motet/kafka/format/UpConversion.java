package io.motet.kafka.format;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.zip.CRC32C;

/** Makes one batch of format 2 out of a message set. */
public final class UpConversion {
  private static final long NO_PRODUCER = -1;
  private static final short NO_EPOCH = -1;
  private static final int NO_SEQUENCE = -1;

  private final ByteBuf records = Unpooled.buffer();
  private long baseTimestamp;
  private long maxTimestamp = -1;
  private int count;

  private UpConversion() {}

  /**
   * Converts; the records are compressed again as the first message was.
   *
   * @param messages its readable bytes; not moved
   * @return a whole batch, owned by the caller
   */
  public static ByteBuf batchOf(ByteBuf messages) throws FormatException {
    UpConversion conversion = new UpConversion();
    int compression = MessageSet.read(messages.slice(), conversion::add);
    if (conversion.count == 0) {
      throw new FormatException(FormatException.Reason.INVALID, "a message set without messages");
    }
    return conversion.finish(compression);
  }

  private void add(long offset, long timestampMillis, ByteBuf key, ByteBuf value) {
    if (count == 0) {
      baseTimestamp = timestampMillis;
    }
    maxTimestamp = Math.max(maxTimestamp, timestampMillis);
    long timestampDelta = timestampMillis - baseTimestamp;
    // Attributes, the three numbers, and no headers.
    int size =
        2
            + Varints.sizeBytes(timestampDelta)
            + Varints.sizeBytes(count)
            + sizeBytes(key)
            + sizeBytes(value);
    Varints.write(records, size);
    records.writeByte(0);
    Varints.write(records, timestampDelta);
    Varints.write(records, count);
    write(key);
    write(value);
    Varints.write(records, 0);
    count++;
  }

  private static int sizeBytes(ByteBuf bytes) {
    return bytes == null
        ? Varints.sizeBytes(-1)
        : Varints.sizeBytes(bytes.readableBytes()) + bytes.readableBytes();
  }

  private void write(ByteBuf bytes) {
    if (bytes == null) {
      Varints.write(records, -1);
    } else {
      Varints.write(records, bytes.readableBytes());
      records.writeBytes(bytes);
    }
  }

  private ByteBuf finish(int compression) throws FormatException {
    ByteBuf content = Compressions.compress(compression, records);
    try {
      ByteBuf batch = Unpooled.buffer(BatchFields.HEADER_BYTES + content.readableBytes());
      int length =
          BatchFields.HEADER_BYTES - BatchFields.LENGTH_COUNTS_FROM + content.readableBytes();
      batch.writeLong(0).writeInt(length).writeInt(0);
      batch.writeByte(BatchFields.FORMAT).writeInt(0);
      batch.writeShort(compression).writeInt(count - 1);
      batch.writeLong(baseTimestamp).writeLong(maxTimestamp);
      batch.writeLong(NO_PRODUCER).writeShort(NO_EPOCH).writeInt(NO_SEQUENCE);
      batch.writeInt(count).writeBytes(content);
      CRC32C crc = new CRC32C();
      crc.update(
          batch.nioBuffer(BatchFields.ATTRIBUTES, batch.readableBytes() - BatchFields.ATTRIBUTES));
      return batch.setInt(BatchFields.CRC, (int) crc.getValue());
    } finally {
      content.release();
      records.release();
    }
  }
}
