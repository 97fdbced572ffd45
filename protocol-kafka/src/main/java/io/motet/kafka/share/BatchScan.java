package io.motet.kafka.share;

import io.netty.buffer.ByteBuf;

/** Finds the offsets of whole batches in a buffer. */
final class BatchScan {
  private static final int LENGTH_AT = 8;
  private static final int LENGTH_COUNTS_FROM = 12;
  private static final int ATTRIBUTES_AT = 21;
  private static final int LAST_OFFSET_DELTA_AT = 23;
  private static final int PRODUCER_ID_AT = 43;
  private static final int TRANSACTIONAL = 1 << 4;
  private static final int CONTROL = 1 << 5;
  private static final int HEADER_BYTES = 61;

  private final ByteBuf batches;
  private int at;
  private int end;
  private long first;
  private long last;

  /** The readable bytes; nothing is moved. */
  BatchScan(ByteBuf batches) {
    this.batches = batches;
    this.end = batches.readerIndex();
  }

  /** Goes to the next batch; false behind the last whole one. */
  boolean next() {
    at = end;
    if (batches.writerIndex() - at < HEADER_BYTES) {
      return false;
    }
    int size = batches.getInt(at + LENGTH_AT) + LENGTH_COUNTS_FROM;
    if (size > batches.writerIndex() - at) {
      return false;
    }
    first = batches.getLong(at);
    last = first + batches.getInt(at + LAST_OFFSET_DELTA_AT);
    end = at + size;
    return true;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  boolean isTransactional() {
    return (batches.getShort(at + ATTRIBUTES_AT) & TRANSACTIONAL) != 0;
  }

  boolean isControl() {
    return (batches.getShort(at + ATTRIBUTES_AT) & CONTROL) != 0;
  }

  long producerId() {
    return batches.getLong(at + PRODUCER_ID_AT);
  }

  /** Index behind the batch. */
  int end() {
    return end;
  }
}
