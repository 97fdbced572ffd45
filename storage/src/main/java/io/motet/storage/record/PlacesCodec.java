package io.motet.storage.record;

import io.netty.buffer.ByteBuf;

/**
 * The record in which a checkpoint lists where copies stand. Each field is the difference to the
 * copy before, in as few bytes as it takes: about eight bytes a copy where neighbours in a queue
 * are neighbours on disk. A checkpoint of a long backlog is thus small beside the backlog.
 *
 * <p>An instance writes one such record at a time; not thread-safe.
 */
public final class PlacesCodec {
  private static final int LOW_BITS = 7;
  private static final int LOW_MASK = 0x7f;

  private long queueId;
  private long sequence;
  private long position;
  private long expiresAtMillis;
  private int countIndex;
  private int count;

  /** Begins a record. */
  public void begin(ByteBuf out) {
    queueId = 0;
    sequence = 0;
    position = 0;
    expiresAtMillis = 0;
    count = 0;
    out.writeByte(RecordType.PLACES);
    countIndex = out.writerIndex();
    out.writeInt(0);
  }

  /** Adds a copy. */
  public void add(
      ByteBuf out,
      long newQueueId,
      long newSequence,
      long newPosition,
      int sizeBytes,
      int attributes,
      long newExpiresAtMillis,
      int deliveryCount) {
    signed(out, newQueueId - queueId);
    signed(out, newSequence - sequence);
    signed(out, newPosition - position);
    unsigned(out, sizeBytes);
    unsigned(out, attributes);
    signed(out, newExpiresAtMillis - expiresAtMillis);
    signed(out, deliveryCount);
    queueId = newQueueId;
    sequence = newSequence;
    position = newPosition;
    expiresAtMillis = newExpiresAtMillis;
    count++;
  }

  /** Ends the record. */
  public void end(ByteBuf out) {
    out.setInt(countIndex, count);
  }

  static void read(ByteBuf in, RecordVisitor visitor) {
    int count = in.readInt();
    long queueId = 0;
    long sequence = 0;
    long position = 0;
    long expiresAtMillis = 0;
    for (int i = 0; i < count; i++) {
      queueId += signed(in);
      sequence += signed(in);
      position += signed(in);
      int sizeBytes = (int) unsigned(in);
      int attributes = (int) unsigned(in);
      expiresAtMillis += signed(in);
      int deliveryCount = (int) signed(in);
      visitor.place(
          queueId, sequence, position, sizeBytes, attributes, expiresAtMillis, deliveryCount);
    }
  }

  /** Zigzag: small negative numbers take few bytes, too. */
  private static void signed(ByteBuf out, long value) {
    unsigned(out, (value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  private static void unsigned(ByteBuf out, long value) {
    long rest = value;
    while ((rest & ~LOW_MASK) != 0) {
      out.writeByte((int) (rest & LOW_MASK) | (LOW_MASK + 1));
      rest >>>= LOW_BITS;
    }
    out.writeByte((int) rest);
  }

  private static long signed(ByteBuf in) {
    long raw = unsigned(in);
    return (raw >>> 1) ^ -(raw & 1);
  }

  private static long unsigned(ByteBuf in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.readByte();
      value |= (long) (next & LOW_MASK) << shift;
      shift += LOW_BITS;
    } while (next < 0);
    return value;
  }
}
