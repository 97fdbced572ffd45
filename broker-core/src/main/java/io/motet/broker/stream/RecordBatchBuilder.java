package io.motet.broker.stream;

import io.motet.storage.log.batch.BatchChecksum;
import io.motet.storage.log.batch.BatchHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Puts records together to one batch of format 2, uncompressed. For one thread; used again after
 * {@link #finish}.
 */
final class RecordBatchBuilder {
  /** Most bytes of a record besides key, value and headers. */
  static final int RECORD_OVERHEAD_BYTES = 36;

  private static final int FIRST_BYTES = 1024;

  private ByteBuf batch;
  private int count;
  private long baseTimestamp;
  private long maxTimestamp;

  /** Records so far. */
  int count() {
    return count;
  }

  /** Bytes so far, with the header that will be there. */
  int sizeBytes() {
    return batch == null ? BatchHeader.BYTES : batch.writerIndex();
  }

  /**
   * Adds a record.
   *
   * @param key null for none
   * @param value holds the value at that index
   * @param headers ready headers, without their count
   */
  void add(
      long timestampMillis,
      byte[] key,
      ByteBuf value,
      int valueAt,
      int valueBytes,
      ByteBuf headers,
      int headerCount) {
    begin(timestampMillis);
    long timestampDelta = timestampMillis - baseTimestamp;
    int keyBytes = key == null ? -1 : key.length;
    int body =
        1
            + Varints.sizeBytes(timestampDelta)
            + Varints.sizeBytes(count)
            + Varints.sizeBytes(keyBytes)
            + Math.max(0, keyBytes)
            + Varints.sizeBytes(valueBytes)
            + valueBytes
            + Varints.sizeBytes(headerCount)
            + headers.readableBytes();
    Varints.write(batch, body);
    batch.writeByte(0);
    Varints.write(batch, timestampDelta);
    Varints.write(batch, count);
    Varints.write(batch, keyBytes);
    if (key != null) {
      batch.writeBytes(key);
    }
    Varints.write(batch, valueBytes);
    batch.writeBytes(value, valueAt, valueBytes);
    Varints.write(batch, headerCount);
    batch.writeBytes(headers, headers.readerIndex(), headers.readableBytes());
    count++;
  }

  private void begin(long timestampMillis) {
    if (batch == null) {
      batch = PooledByteBufAllocator.DEFAULT.buffer(FIRST_BYTES);
      batch.writeZero(BatchHeader.BYTES);
      baseTimestamp = timestampMillis;
      maxTimestamp = timestampMillis;
    }
    maxTimestamp = Math.max(maxTimestamp, timestampMillis);
  }

  /** The batch, owned by the caller; the builder is empty again. There must be a record. */
  ByteBuf finish() {
    ByteBuf done = batch;
    int size = done.writerIndex();
    done.setInt(BatchHeader.LENGTH_AT, size - BatchHeader.LENGTH_OVERHEAD_BYTES);
    done.setByte(BatchHeader.MAGIC_AT, BatchHeader.MAGIC);
    done.setInt(BatchHeader.LAST_OFFSET_DELTA_AT, count - 1);
    done.setLong(BatchHeader.BASE_TIMESTAMP_AT, baseTimestamp);
    done.setLong(BatchHeader.MAX_TIMESTAMP_AT, maxTimestamp);
    done.setLong(BatchHeader.PRODUCER_ID_AT, -1);
    done.setShort(BatchHeader.PRODUCER_EPOCH_AT, -1);
    done.setInt(BatchHeader.BASE_SEQUENCE_AT, -1);
    done.setInt(BatchHeader.COUNT_AT, count);
    done.setInt(BatchHeader.CRC_AT, BatchChecksum.of(done.nioBuffer(0, size), 0, size));
    batch = null;
    count = 0;
    return done;
  }

  /** Forgets what was added. */
  void discard() {
    if (batch != null) {
      batch.release();
      batch = null;
      count = 0;
    }
  }
}
