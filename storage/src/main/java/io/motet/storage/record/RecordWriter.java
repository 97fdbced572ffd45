package io.motet.storage.record;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Writes single records. All methods leave the record whole but for what they say. */
public final class RecordWriter {
  /** Bytes of a message record before the message itself. */
  public static final int MESSAGE_HEAD_BYTES = 13;

  /** Bytes of a message record for each copy, after the message. */
  public static final int COPY_BYTES = 26;

  /** Distance from a message back to its checksum. */
  public static final int CHECKSUM_BEFORE_BYTES = 4;

  private static final int COPIES_OFFSET = 1;
  private static final int SETTLED_LAST_OFFSET = 17;
  private static final int DELIVERED_LAST_OFFSET = 17;

  private RecordWriter() {}

  /** Begins a message record. The message follows, then {@link #checksum}, then the copies. */
  public static void messageHead(ByteBuf out, int copies, int sizeBytes) {
    out.writeByte(RecordType.MESSAGE);
    out.writeInt(copies);
    out.writeInt(sizeBytes);
    out.writeInt(0);
  }

  /** Fills in the checksum of the message that begins at {@code messageIndex}. */
  public static void checksum(ByteBuf out, int messageIndex, int checksum) {
    out.setInt(messageIndex - CHECKSUM_BEFORE_BYTES, checksum);
  }

  /** Adds a copy to the message record just written. */
  public static void copy(
      ByteBuf out, long queueId, long sequence, int attributes, long expiresAtMillis) {
    out.writeLong(queueId);
    out.writeLong(sequence);
    out.writeShort(attributes);
    out.writeLong(expiresAtMillis);
  }

  /** Changes the number of copies of the message record that begins at {@code recordIndex}. */
  public static void copies(ByteBuf out, int recordIndex, int copies) {
    out.setInt(recordIndex + COPIES_OFFSET, copies);
  }

  public static void settled(ByteBuf out, long queueId, long firstSequence, long lastSequence) {
    out.writeByte(RecordType.SETTLED);
    out.writeLong(queueId);
    out.writeLong(firstSequence);
    out.writeLong(lastSequence);
  }

  /** Lets the settle record that begins at {@code recordIndex} reach one further. */
  public static void extendSettled(ByteBuf out, int recordIndex, long lastSequence) {
    out.setLong(recordIndex + SETTLED_LAST_OFFSET, lastSequence);
  }

  public static void delivered(ByteBuf out, long queueId, long sequence, int deliveryCount) {
    out.writeByte(RecordType.DELIVERED);
    out.writeLong(queueId);
    out.writeLong(sequence);
    out.writeLong(sequence);
    out.writeInt(deliveryCount);
  }

  /** Lets the delivered record that begins at {@code recordIndex} reach one further. */
  public static void extendDelivered(ByteBuf out, int recordIndex, long lastSequence) {
    out.setLong(recordIndex + DELIVERED_LAST_OFFSET, lastSequence);
  }

  public static void horizon(ByteBuf out, long queueId, long sequence) {
    out.writeByte(RecordType.HORIZON);
    out.writeLong(queueId);
    out.writeLong(sequence);
  }

  public static void queueDropped(ByteBuf out, long queueId) {
    out.writeByte(RecordType.QUEUE_DROPPED);
    out.writeLong(queueId);
  }

  public static void metadataPut(ByteBuf out, String key, byte[] value) {
    out.writeByte(RecordType.METADATA_PUT);
    text(out, key);
    out.writeInt(value.length);
    out.writeBytes(value);
  }

  public static void metadataDelete(ByteBuf out, String key) {
    out.writeByte(RecordType.METADATA_DELETE);
    text(out, key);
  }

  public static void partBegin(ByteBuf out, long transactionId, int part, int parts) {
    out.writeByte(RecordType.PART_BEGIN);
    out.writeLong(transactionId);
    out.writeInt(part);
    out.writeInt(parts);
  }

  public static void partEnd(ByteBuf out) {
    out.writeByte(RecordType.PART_END);
  }

  /** Says that a copy now stands in a private segment. */
  public static void moved(
      ByteBuf out,
      long queueId,
      long sequence,
      int attributes,
      long expiresAtMillis,
      long position,
      int sizeBytes) {
    out.writeByte(RecordType.MOVED);
    copy(out, queueId, sequence, attributes, expiresAtMillis);
    out.writeLong(position);
    out.writeInt(sizeBytes);
  }

  /** Ends a checkpoint, so that a file cut short between two batches is seen to be. */
  public static void checkpointEnd(ByteBuf out, long records) {
    out.writeByte(RecordType.CHECKPOINT_END);
    out.writeLong(records);
  }

  private static void text(ByteBuf out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.writeBytes(bytes);
  }
}
