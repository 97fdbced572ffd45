package io.motet.storage.checkpoint;

import io.motet.storage.segment.SegmentHeader;
import io.motet.storage.segment.UnknownFormatException;
import io.motet.storage.write.JournalPoint;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The head of a checkpoint file.
 *
 * @param number counts checkpoints
 * @param generation what the file's batches carry
 * @param replayFrom where the replay of the journal begins
 */
record CheckpointHeader(long number, int generation, JournalPoint replayFrom) {
  static final int SIZE_BYTES = 64;

  private static final long MAGIC = 0x4d4f54455443484bL;
  private static final int CHECKSUM_OFFSET = 12;
  private static final int FIELDS_OFFSET = 16;

  ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocateDirect(SIZE_BYTES);
    out.putLong(MAGIC).putInt(SegmentHeader.VERSION).putInt(0);
    out.putLong(number).putInt(generation).putInt(replayFrom.segmentNumber());
    out.putLong(replayFrom.offset()).putLong(replayFrom.sequence());
    out.putInt(CHECKSUM_OFFSET, checksum(out));
    return out.clear();
  }

  /** Returns null when it is none. */
  static CheckpointHeader decode(ByteBuffer in) throws UnknownFormatException {
    if (in.getLong(0) != MAGIC) {
      return null;
    }
    int version = in.getInt(Long.BYTES);
    if (version != SegmentHeader.VERSION) {
      throw new UnknownFormatException(version);
    }
    if (in.getInt(CHECKSUM_OFFSET) != checksum(in)) {
      return null;
    }
    in.position(FIELDS_OFFSET);
    long number = in.getLong();
    int generation = in.getInt();
    int segment = in.getInt();
    return new CheckpointHeader(
        number, generation, new JournalPoint(segment, in.getLong(), in.getLong()));
  }

  private static int checksum(ByteBuffer in) {
    CRC32C crc = new CRC32C();
    crc.update(in.slice(FIELDS_OFFSET, SIZE_BYTES - FIELDS_OFFSET));
    return (int) crc.getValue();
  }
}
