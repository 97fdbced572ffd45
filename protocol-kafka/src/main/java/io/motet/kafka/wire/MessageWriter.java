package io.motet.kafka.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes Kafka's types to a buffer that grows. Records are not copied: their places are kept, so
 * that a sender can put a file's region there. Takes no ownership. Not thread-safe.
 */
public final class MessageWriter {
  /**
   * Records that belong into the bytes written.
   *
   * @param index of the buffer, before which they belong
   */
  public record Insertion(int index, RecordData records) {}

  private static final int MAX_VARINT_BYTES = 5;

  private final ByteBuf out;
  private List<Insertion> insertions = List.of();
  private long insertedBytes;

  /** Appends to the buffer. */
  public MessageWriter(ByteBuf out) {
    this.out = out;
  }

  /** Where records belong, in order. */
  public List<Insertion> insertions() {
    return insertions;
  }

  /** Bytes of all {@link #insertions}. */
  public long insertedBytes() {
    return insertedBytes;
  }

  public void bool(boolean value) {
    out.writeBoolean(value);
  }

  public void int8(int value) {
    out.writeByte(value);
  }

  public void int16(int value) {
    out.writeShort(value);
  }

  public void uint16(int value) {
    out.writeShort(value);
  }

  public void int32(int value) {
    out.writeInt(value);
  }

  public void uint32(long value) {
    out.writeInt((int) value);
  }

  public void int64(long value) {
    out.writeLong(value);
  }

  public void float64(double value) {
    out.writeDouble(value);
  }

  public void uuid(UUID value) {
    out.writeLong(value.getMostSignificantBits());
    out.writeLong(value.getLeastSignificantBits());
  }

  public void unsignedVarint(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  public void string(String value, boolean compact) {
    if (value == null) {
      nothing(compact, true);
      return;
    }
    int length = ByteBufUtil.utf8Bytes(value);
    if (compact) {
      unsignedVarint(length + 1);
    } else if (length > Short.MAX_VALUE) {
      throw new IllegalArgumentException("a string of " + length + " bytes");
    } else {
      out.writeShort(length);
    }
    ByteBufUtil.reserveAndWriteUtf8(out, value, length);
  }

  public void bytes(byte[] value, boolean compact) {
    if (value == null) {
      nothing(compact, false);
      return;
    }
    arrayLength(value.length, compact);
    out.writeBytes(value);
  }

  /** Null is written as null, which clients before 0.11 do not expect in a fetch. */
  public void records(RecordData value, boolean compact) {
    if (value == null) {
      nothing(compact, false);
      return;
    }
    arrayLength(value.sizeBytes(), compact);
    if (value.sizeBytes() > 0) {
      if (insertions.isEmpty()) {
        insertions = new ArrayList<>();
      }
      insertions.add(new Insertion(out.writerIndex(), value));
      insertedBytes += value.sizeBytes();
    }
  }

  public void int32s(int[] values, boolean compact) {
    if (values == null) {
      arrayLength(-1, compact);
      return;
    }
    arrayLength(values.length, compact);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  /** -1 for null. */
  public void arrayLength(int length, boolean compact) {
    if (compact) {
      unsignedVarint(length + 1);
    } else {
      out.writeInt(length);
    }
  }

  /** Begins a struct that may be null. */
  public void present(boolean isPresent) {
    out.writeByte(isPresent ? 1 : -1);
  }

  /** Returns what {@link #endTaggedField} wants. */
  public int beginTaggedField(int tag) {
    unsignedVarint(tag);
    return out.writerIndex();
  }

  /** Puts the length before what was written since; tagged fields are rare and short. */
  public void endTaggedField(int start) {
    int length = out.writerIndex() - start;
    int lengthBytes = varintBytes(length);
    out.ensureWritable(MAX_VARINT_BYTES);
    for (int i = out.writerIndex() - 1; i >= start; i--) {
      out.setByte(i + lengthBytes, out.getByte(i));
    }
    out.writerIndex(start);
    unsignedVarint(length);
    out.writerIndex(start + lengthBytes + length);
  }

  private static int varintBytes(int value) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }

  private void nothing(boolean compact, boolean isShort) {
    if (compact) {
      out.writeByte(0);
    } else if (isShort) {
      out.writeShort(-1);
    } else {
      out.writeInt(-1);
    }
  }
}
