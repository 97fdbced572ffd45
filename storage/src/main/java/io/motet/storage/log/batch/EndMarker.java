package io.motet.storage.log.batch;

import java.nio.ByteBuffer;

/**
 * The control batch that ends a transaction: one record, whose key is version and type, and whose
 * value is version and the coordinator's epoch.
 *
 * @param commit false for an abort
 */
public record EndMarker(boolean commit, int coordinatorEpoch) {
  /** Bytes of the whole batch. */
  public static final int BATCH_BYTES = BatchHeader.BYTES + 17;

  private static final short ABORT_TYPE = 0;
  private static final short COMMIT_TYPE = 1;
  private static final int KEY_BYTES = 4;
  private static final int VALUE_BYTES = 6;
  private static final int RECORD_BODY_BYTES = 16;

  /** The batch with offset and epoch 0, ready to be written. */
  public ByteBuffer toBatch(long producerId, short producerEpoch, long timestampMillis) {
    ByteBuffer batch = ByteBuffer.allocate(BATCH_BYTES);
    batch.putInt(BatchHeader.LENGTH_AT, BATCH_BYTES - BatchHeader.LENGTH_OVERHEAD_BYTES);
    batch.put(BatchHeader.MAGIC_AT, BatchHeader.MAGIC);
    batch.putShort(
        BatchHeader.ATTRIBUTES_AT, (short) (BatchHeader.TRANSACTIONAL | BatchHeader.CONTROL));
    batch.putLong(BatchHeader.BASE_TIMESTAMP_AT, timestampMillis);
    batch.putLong(BatchHeader.MAX_TIMESTAMP_AT, timestampMillis);
    batch.putLong(BatchHeader.PRODUCER_ID_AT, producerId);
    batch.putShort(BatchHeader.PRODUCER_EPOCH_AT, producerEpoch);
    batch.putInt(BatchHeader.BASE_SEQUENCE_AT, -1);
    batch.putInt(BatchHeader.COUNT_AT, 1);
    putRecord(batch.position(BatchHeader.BYTES));
    batch.putInt(BatchHeader.CRC_AT, BatchChecksum.of(batch, 0, BATCH_BYTES));
    return batch.clear();
  }

  private void putRecord(ByteBuffer batch) {
    // Varints below 64 are one byte, twice the number.
    batch.put((byte) (RECORD_BODY_BYTES * 2));
    batch.put((byte) 0); // attributes
    batch.put((byte) 0); // timestamp delta
    batch.put((byte) 0); // offset delta
    batch.put((byte) (KEY_BYTES * 2));
    batch.putShort((short) 0).putShort(commit ? COMMIT_TYPE : ABORT_TYPE);
    batch.put((byte) (VALUE_BYTES * 2));
    batch.putShort((short) 0).putInt(coordinatorEpoch);
    batch.put((byte) 0); // headers
  }

  /**
   * Reads the record of a control batch.
   *
   * @param records what follows the batch's header
   * @return null for other kinds of control records, or none
   */
  public static EndMarker read(ByteBuffer records) {
    RecordCursor cursor = new RecordCursor(records);
    if (!cursor.next() || cursor.keyBytes() < KEY_BYTES || cursor.valueBytes() < VALUE_BYTES) {
      return null;
    }
    short type = records.getShort(cursor.keyAt() + 2);
    if (type != COMMIT_TYPE && type != ABORT_TYPE) {
      return null;
    }
    return new EndMarker(type == COMMIT_TYPE, records.getInt(cursor.valueAt() + 2));
  }
}
