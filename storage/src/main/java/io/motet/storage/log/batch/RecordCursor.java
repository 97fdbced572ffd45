package io.motet.storage.log.batch;

import java.nio.ByteBuffer;

/**
 * Goes over the records of a batch, uncompressed, by absolute indexes of the buffer. A record that
 * does not fit into the buffer ends it: {@link #damaged} tells that from the real end.
 */
public final class RecordCursor {
  private final ByteBuffer bytes;
  private int next;
  private int begin;
  private int end;
  private long timestampDelta;
  private int offsetDelta;
  private int keyAt;
  private int keyBytes;
  private int valueAt;
  private int valueBytes;
  private boolean damaged;

  /** The buffer's remaining bytes are the records; its position is not moved. */
  public RecordCursor(ByteBuffer bytes) {
    this.bytes = bytes;
    this.next = bytes.position();
  }

  /** Goes to the next record; false behind the last. */
  public boolean next() {
    if (damaged || next >= bytes.limit()) {
      return false;
    }
    try {
      read();
    } catch (IndexOutOfBoundsException e) {
      damaged = true;
    }
    return !damaged;
  }

  private void read() {
    begin = next;
    long length = varint();
    long bodyEnd = next + length;
    if (length < 0 || bodyEnd > bytes.limit()) {
      damaged = true;
      return;
    }
    end = (int) bodyEnd;
    next++; // attributes
    timestampDelta = varint();
    offsetDelta = (int) varint();
    keyBytes = (int) varint();
    keyAt = next;
    next += Math.max(0, keyBytes);
    valueBytes = (int) varint();
    valueAt = next;
    damaged = keyBytes > length || valueBytes > length || next > end;
    next = end;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = bytes.get(next++);
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    damaged = true;
    return 0;
  }

  /** Whether it stopped because the bytes make no sense. */
  public boolean damaged() {
    return damaged;
  }

  /** Index of the record's first byte. */
  public int begin() {
    return begin;
  }

  /** Index behind the record. */
  public int end() {
    return end;
  }

  public long timestampDelta() {
    return timestampDelta;
  }

  public int offsetDelta() {
    return offsetDelta;
  }

  public int keyAt() {
    return keyAt;
  }

  /** -1 for no key. */
  public int keyBytes() {
    return keyBytes;
  }

  public int valueAt() {
    return valueAt;
  }

  /** -1 for no value: a tombstone. */
  public int valueBytes() {
    return valueBytes;
  }
}
