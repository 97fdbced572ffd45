package io.motet.storage.log.compact;

import io.motet.storage.log.batch.BatchChecksum;
import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.Decompressor;
import io.motet.storage.log.batch.RecordCursor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Leaves the records out of a batch that compaction takes away. Not thread-safe. */
public final class BatchFilter {
  private final OffsetMap lastOffsets;
  private final Decompressor decompressor;

  /**
   * A filter by the last offsets of keys.
   *
   * @param lastOffsets of the keys that have newer records; others stay
   */
  public BatchFilter(OffsetMap lastOffsets, Decompressor decompressor) {
    this.lastOffsets = lastOffsets;
    this.decompressor = decompressor;
  }

  /**
   * What stays of a batch.
   *
   * @param bytes the batch
   * @param dropsTombstones whether those that have no newer record go, too
   * @return the same bytes, others, or null for nothing
   */
  public ByteBuffer filter(BatchHeader header, ByteBuffer bytes, boolean dropsTombstones)
      throws IOException {
    ByteBuffer packed = bytes.duplicate().position(bytes.position() + BatchHeader.BYTES);
    ByteBuffer records = decompressor.plain(header, packed);
    ByteBuffer kept = ByteBuffer.allocate(records.remaining());
    RecordCursor cursor = new RecordCursor(records);
    int count = 0;
    int all = 0;
    while (cursor.next()) {
      all++;
      if (stays(header, records, cursor, dropsTombstones)) {
        kept.put(records.duplicate().limit(cursor.end()).position(cursor.begin()));
        count++;
      }
    }
    if (cursor.damaged()) {
      throw new IOException("the batch at offset " + header.baseOffset() + " is damaged");
    }
    if (count == all) {
      return bytes;
    }
    return count == 0 ? null : rebuild(header, bytes, kept.flip(), count);
  }

  private boolean stays(
      BatchHeader header, ByteBuffer records, RecordCursor cursor, boolean dropsTombstones) {
    if (cursor.keyBytes() < 0) {
      return false;
    }
    long offset = header.baseOffset() + cursor.offsetDelta();
    long last = lastOffsets.get(records, cursor.keyAt(), cursor.keyBytes());
    if (last > offset) {
      return false;
    }
    return cursor.valueBytes() >= 0 || !dropsTombstones;
  }

  /** Offsets, times and the producer's numbers stay those of the batch as it was. */
  private ByteBuffer rebuild(BatchHeader header, ByteBuffer bytes, ByteBuffer kept, int count)
      throws IOException {
    int compression = header.compression();
    ByteBuffer packed = compression == 0 ? kept : decompressor.compress(compression, kept);
    int size = BatchHeader.BYTES + packed.remaining();
    ByteBuffer batch = ByteBuffer.allocate(size);
    batch.put(
        bytes.duplicate().limit(bytes.position() + BatchHeader.BYTES).position(bytes.position()));
    batch.put(packed);
    batch.putInt(BatchHeader.LENGTH_AT, size - BatchHeader.LENGTH_OVERHEAD_BYTES);
    batch.putInt(BatchHeader.COUNT_AT, count);
    batch.putInt(BatchHeader.CRC_AT, BatchChecksum.of(batch, 0, size));
    return batch.flip();
  }
}
