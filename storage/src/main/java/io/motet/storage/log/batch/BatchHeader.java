package io.motet.storage.log.batch;

import java.nio.ByteBuffer;

/**
 * The header of a record batch, read into fields. Reused for batch after batch. Numbers are
 * big-endian; the checksum (CRC-32C) covers everything from the attributes to the end.
 */
public final class BatchHeader {
  /** Bytes of the header, before the records. */
  public static final int BYTES = 61;

  /** Bytes before what the length field counts. */
  public static final int LENGTH_OVERHEAD_BYTES = 12;

  /** The only format there is in a log. */
  public static final byte MAGIC = 2;

  public static final int BASE_OFFSET_AT = 0;
  public static final int LENGTH_AT = 8;
  public static final int LEADER_EPOCH_AT = 12;
  public static final int MAGIC_AT = 16;
  public static final int CRC_AT = 17;
  public static final int ATTRIBUTES_AT = 21;
  public static final int LAST_OFFSET_DELTA_AT = 23;
  public static final int BASE_TIMESTAMP_AT = 27;
  public static final int MAX_TIMESTAMP_AT = 35;
  public static final int PRODUCER_ID_AT = 43;
  public static final int PRODUCER_EPOCH_AT = 51;
  public static final int BASE_SEQUENCE_AT = 53;
  public static final int COUNT_AT = 57;

  public static final int COMPRESSION_MASK = 0x07;
  public static final int LOG_APPEND_TIME = 0x08;
  public static final int TRANSACTIONAL = 0x10;
  public static final int CONTROL = 0x20;

  private long baseOffset;
  private int length;
  private int leaderEpoch;
  private byte magic;
  private int crc;
  private int attributes;
  private int lastOffsetDelta;
  private long baseTimestamp;
  private long maxTimestamp;
  private long producerId;
  private short producerEpoch;
  private int baseSequence;
  private int count;

  /** Reads {@link #BYTES} at an absolute index; checks nothing. */
  public BatchHeader read(ByteBuffer from, int at) {
    baseOffset = from.getLong(at + BASE_OFFSET_AT);
    length = from.getInt(at + LENGTH_AT);
    leaderEpoch = from.getInt(at + LEADER_EPOCH_AT);
    magic = from.get(at + MAGIC_AT);
    crc = from.getInt(at + CRC_AT);
    attributes = from.getShort(at + ATTRIBUTES_AT);
    lastOffsetDelta = from.getInt(at + LAST_OFFSET_DELTA_AT);
    baseTimestamp = from.getLong(at + BASE_TIMESTAMP_AT);
    maxTimestamp = from.getLong(at + MAX_TIMESTAMP_AT);
    producerId = from.getLong(at + PRODUCER_ID_AT);
    producerEpoch = from.getShort(at + PRODUCER_EPOCH_AT);
    baseSequence = from.getInt(at + BASE_SEQUENCE_AT);
    count = from.getInt(at + COUNT_AT);
    return this;
  }

  /** Whether the size and the magic number can be those of a batch. */
  public boolean isPlausible() {
    return magic == MAGIC && length >= BYTES - LENGTH_OVERHEAD_BYTES && lastOffsetDelta >= 0;
  }

  public long baseOffset() {
    return baseOffset;
  }

  /** What the appender decided after this was read. */
  public void assign(long newBaseOffset, int newLeaderEpoch) {
    baseOffset = newBaseOffset;
    leaderEpoch = newLeaderEpoch;
  }

  /** What the appender stamped after this was read. */
  public void stamp(long timestampMillis) {
    maxTimestamp = timestampMillis;
    attributes |= LOG_APPEND_TIME;
  }

  /** Bytes of the whole batch; wide, since a lying header may exceed an int. */
  public long sizeBytes() {
    return (long) length + LENGTH_OVERHEAD_BYTES;
  }

  public int leaderEpoch() {
    return leaderEpoch;
  }

  public byte magic() {
    return magic;
  }

  public int crc() {
    return crc;
  }

  public int attributes() {
    return attributes;
  }

  public int lastOffsetDelta() {
    return lastOffsetDelta;
  }

  public long lastOffset() {
    return baseOffset + lastOffsetDelta;
  }

  public long nextOffset() {
    return lastOffset() + 1;
  }

  public long baseTimestamp() {
    return baseTimestamp;
  }

  public long maxTimestamp() {
    return maxTimestamp;
  }

  public long producerId() {
    return producerId;
  }

  /** Whether a producer numbered its batches. */
  public boolean hasProducer() {
    return producerId >= 0;
  }

  public short producerEpoch() {
    return producerEpoch;
  }

  public int baseSequence() {
    return baseSequence;
  }

  /** Sequence numbers wrap from the greatest int to 0. */
  public int lastSequence() {
    return baseSequence < 0 ? baseSequence : (baseSequence + lastOffsetDelta) & Integer.MAX_VALUE;
  }

  public int count() {
    return count;
  }

  public int compression() {
    return attributes & COMPRESSION_MASK;
  }

  public boolean isTransactional() {
    return (attributes & TRANSACTIONAL) != 0;
  }

  public boolean isControl() {
    return (attributes & CONTROL) != 0;
  }

  public boolean hasLogAppendTime() {
    return (attributes & LOG_APPEND_TIME) != 0;
  }
}
