package io.motet.broker.stream;

import io.motet.storage.log.batch.RecordCursor;
import java.nio.ByteBuffer;

/**
 * One record that a reader came upon; used again for the next.
 *
 * <p>On the reader's shard.
 */
final class StreamRecord {
  private ByteBuffer bytes;
  private RecordCursor cursor;
  private long offset;
  private long timestampMillis;

  void set(ByteBuffer records, RecordCursor at, long recordOffset, long recordTimestampMillis) {
    bytes = records;
    cursor = at;
    offset = recordOffset;
    timestampMillis = recordTimestampMillis;
  }

  long offset() {
    return offset;
  }

  long timestampMillis() {
    return timestampMillis;
  }

  /** Null for none. */
  byte[] key() {
    return cursor.keyBytes() < 0 ? null : copy(cursor.keyAt(), cursor.keyBytes());
  }

  /** The value from position to limit; empty for a tombstone. A view. */
  ByteBuffer value() {
    int size = Math.max(0, cursor.valueBytes());
    return view(cursor.valueAt(), size);
  }

  /** From the number of headers to the record's end. A view. */
  ByteBuffer headers() {
    int at = cursor.valueAt() + Math.max(0, cursor.valueBytes());
    return view(at, cursor.end() - at);
  }

  private ByteBuffer view(int at, int size) {
    return bytes.duplicate().limit(at + size).position(at);
  }

  private byte[] copy(int at, int size) {
    byte[] copy = new byte[size];
    bytes.get(at, copy);
    return copy;
  }
}
