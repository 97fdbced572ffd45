package io.motet.storage.record;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Takes a batch's payload apart. The batch's checksum has been verified before. */
public final class RecordParser {
  private RecordParser() {}

  /**
   * Visits all records between the reader and the writer index.
   *
   * @param position that of the first byte
   * @throws IllegalStateException at a record that this version cannot read
   */
  public static void parse(ByteBuf in, long position, RecordVisitor visitor) {
    long base = position - in.readerIndex();
    while (in.isReadable()) {
      parseOne(in, base, visitor);
    }
  }

  private static void parseOne(ByteBuf in, long base, RecordVisitor visitor) {
    byte type = in.readByte();
    switch (type) {
      case RecordType.MESSAGE -> message(in, base, visitor);
      case RecordType.SETTLED -> visitor.settled(in.readLong(), in.readLong(), in.readLong());
      case RecordType.DELIVERED ->
          visitor.delivered(in.readLong(), in.readLong(), in.readLong(), in.readInt());
      case RecordType.QUEUE_DROPPED -> visitor.queueDropped(in.readLong());
      case RecordType.METADATA_PUT -> visitor.metadataPut(text(in), bytes(in));
      case RecordType.METADATA_DELETE -> visitor.metadataDelete(text(in));
      case RecordType.PART_BEGIN -> visitor.partBegin(in.readLong(), in.readInt(), in.readInt());
      case RecordType.PART_END -> visitor.partEnd();
      case RecordType.MOVED -> moved(in, visitor);
      case RecordType.PLACES -> PlacesCodec.read(in, visitor);
      case RecordType.HORIZON -> visitor.horizon(in.readLong(), in.readLong());
      case RecordType.CHECKPOINT_END -> visitor.checkpointEnd(in.readLong());
      default -> throw new IllegalStateException("unknown record type " + type);
    }
  }

  private static void message(ByteBuf in, long base, RecordVisitor visitor) {
    int copies = in.readInt();
    int sizeBytes = in.readInt();
    in.skipBytes(RecordWriter.CHECKSUM_BEFORE_BYTES);
    long position = base + in.readerIndex();
    in.skipBytes(sizeBytes);
    for (int i = 0; i < copies; i++) {
      visitor.copy(
          in.readLong(), in.readLong(), position, sizeBytes, in.readUnsignedShort(), in.readLong());
    }
  }

  private static void moved(ByteBuf in, RecordVisitor visitor) {
    long queueId = in.readLong();
    long sequence = in.readLong();
    int attributes = in.readUnsignedShort();
    long expiresAtMillis = in.readLong();
    visitor.moved(queueId, sequence, in.readLong(), in.readInt(), attributes, expiresAtMillis);
  }

  private static byte[] bytes(ByteBuf in) {
    byte[] bytes = new byte[in.readInt()];
    in.readBytes(bytes);
    return bytes;
  }

  private static String text(ByteBuf in) {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }
}
