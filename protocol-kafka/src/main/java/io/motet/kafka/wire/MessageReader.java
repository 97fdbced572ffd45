package io.motet.kafka.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Reads Kafka's types from a buffer, with strict bounds: a length that is negative or longer than
 * what is left is a {@link DecodeException}. Takes no ownership; records and bytes read are parts
 * of the buffer or copies as the methods say. Not thread-safe.
 */
public final class MessageReader {
  /** Elements of all arrays of one message: what is one byte on the wire may be an object here. */
  public static final int MAX_ELEMENTS = 2_000_000;

  private static final int LARGEST_FIRST_CAPACITY = 1024;

  private final ByteBuf in;
  private int elementsLeft = MAX_ELEMENTS;

  /** Reads from the buffer's reader index on. */
  public MessageReader(ByteBuf in) {
    this.in = in;
  }

  /** Bytes that were not read yet. */
  public int remaining() {
    return in.readableBytes();
  }

  public boolean bool() {
    return int8() != 0;
  }

  public byte int8() {
    need(1);
    return in.readByte();
  }

  public short int16() {
    need(2);
    return in.readShort();
  }

  public int uint16() {
    need(2);
    return in.readUnsignedShort();
  }

  public int int32() {
    need(4);
    return in.readInt();
  }

  public long uint32() {
    need(4);
    return in.readUnsignedInt();
  }

  public long int64() {
    need(8);
    return in.readLong();
  }

  public double float64() {
    need(8);
    return in.readDouble();
  }

  public UUID uuid() {
    need(16);
    return new UUID(in.readLong(), in.readLong());
  }

  /** Up to 5 bytes, least significant 7 bits first. */
  public int unsignedVarint() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = int8();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new DecodeException("a varint of more than 5 bytes");
  }

  /** Null only where that is allowed. */
  public String string(boolean compact, boolean nullable) {
    int length = length(compact, nullable, true);
    if (length < 0) {
      return null;
    }
    String text = in.toString(in.readerIndex(), length, StandardCharsets.UTF_8);
    in.skipBytes(length);
    return text;
  }

  /** A copy; null only where that is allowed. */
  public byte[] bytes(boolean compact, boolean nullable) {
    int length = length(compact, nullable, false);
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    return bytes;
  }

  /** A part of the buffer, which is valid as long as the buffer; null where that is allowed. */
  public BufferRecords records(boolean compact, boolean nullable) {
    int length = length(compact, nullable, false);
    return length < 0 ? null : new BufferRecords(in.readSlice(length));
  }

  public int[] int32s(boolean compact, boolean nullable) {
    int length = arrayLength(compact, nullable);
    if (length < 0) {
      return null;
    }
    need((long) length * Integer.BYTES);
    int[] values = new int[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  /** -1 for null. Every element takes a byte at least, so a longer array is a lie. */
  public int arrayLength(boolean compact, boolean nullable) {
    int length = compact ? unsignedVarint() - 1 : int32();
    if (isNull(length, nullable)) {
      return -1;
    }
    need(length);
    elementsLeft -= length;
    if (elementsLeft < 0) {
      throw new DecodeException("more than " + MAX_ELEMENTS + " elements in one message");
    }
    return length;
  }

  /** Room to begin with for so many elements, which the peer only claims to send. */
  public int capacity(int length) {
    return Math.min(length, LARGEST_FIRST_CAPACITY);
  }

  /** Whether a struct that may be null is there. */
  public boolean isPresent() {
    return int8() >= 0;
  }

  public int taggedFieldCount() {
    int count = unsignedVarint();
    // A tag and a length take a byte each.
    need(2L * (count & 0xffff_ffffL));
    return count;
  }

  public int tag() {
    return unsignedVarint();
  }

  /** Where the tagged field that begins here ends; for {@link #endTaggedField}. */
  public int taggedFieldEnd() {
    int size = unsignedVarint();
    need(size & 0xffff_ffffL);
    return in.readerIndex() + size;
  }

  /** Skips what was not read of a tagged field. */
  public void endTaggedField(int end) {
    if (in.readerIndex() > end) {
      throw new DecodeException("a tagged field is longer than it says");
    }
    in.readerIndex(end);
  }

  private int length(boolean compact, boolean nullable, boolean isShort) {
    int length = compact ? unsignedVarint() - 1 : isShort ? int16() : int32();
    if (isNull(length, nullable)) {
      return -1;
    }
    need(length);
    return length;
  }

  private static boolean isNull(int length, boolean nullable) {
    if (length < -1 || (length == -1 && !nullable)) {
      throw new DecodeException("a length of " + length);
    }
    return length == -1;
  }

  private void need(long sizeBytes) {
    if (in.readableBytes() < sizeBytes) {
      throw new DecodeException(
          sizeBytes + " bytes wanted where " + in.readableBytes() + " are left");
    }
  }
}
