package io.motet.storage.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The head of a segment file. Written twice, half a block apart, so that one damaged sector does
 * not cost a segment.
 *
 * @param number counts segments over the journal's life; files are reused, numbers are not
 * @param generation chance number that tells this use's batches from those of the file's former use
 * @param sizeBytes length of the file
 * @param firstSequence number of the first record
 * @param previousNumber number of the main segment before, 0 for the first
 * @param previousEnd where the batches of the segment before end
 * @param forcedSequence last record known to be forced when the header was written
 * @param queueId owner of a private segment, else 0
 */
public record SegmentHeader(
    int number,
    int generation,
    SegmentKind kind,
    long sizeBytes,
    long firstSequence,
    int previousNumber,
    long previousEnd,
    long forcedSequence,
    long queueId) {
  /** Version of the format of segments, batches and records. */
  public static final int VERSION = 1;

  /** Where the batches begin. */
  public static final int BLOCK_BYTES = 4096;

  private static final long MAGIC = 0x4d4f544554534547L;
  private static final int COPY_OFFSET = BLOCK_BYTES / 2;
  private static final int CHECKSUM_OFFSET = 12;
  private static final int FIELDS_OFFSET = 16;
  private static final int SIZE_BYTES = 96;

  /** Returns the first block of the file. */
  public ByteBuffer encode() {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    encode(block.slice(0, SIZE_BYTES));
    encode(block.slice(COPY_OFFSET, SIZE_BYTES));
    return block;
  }

  private void encode(ByteBuffer out) {
    out.putLong(MAGIC).putInt(VERSION).putInt(0);
    out.putInt(number).putInt(generation).putInt(kind.code()).putInt(previousNumber);
    out.putLong(sizeBytes).putLong(firstSequence).putLong(previousEnd);
    out.putLong(forcedSequence).putLong(queueId);
    out.putInt(CHECKSUM_OFFSET, checksum(out));
  }

  /**
   * Reads the first block of a file.
   *
   * @return null when it holds no header: the file was never used, or its header is unreadable
   * @throws UnknownFormatException when another version wrote it
   */
  public static SegmentHeader decode(ByteBuffer block) throws UnknownFormatException {
    SegmentHeader first = decodeCopy(block.slice(0, SIZE_BYTES));
    SegmentHeader second = decodeCopy(block.slice(COPY_OFFSET, SIZE_BYTES));
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return first.number >= second.number ? first : second;
  }

  private static SegmentHeader decodeCopy(ByteBuffer in) throws UnknownFormatException {
    if (in.getLong(0) != MAGIC) {
      return null;
    }
    int version = in.getInt(Long.BYTES);
    if (version != VERSION) {
      throw new UnknownFormatException(version);
    }
    return in.getInt(CHECKSUM_OFFSET) == checksum(in) ? fields(in.position(FIELDS_OFFSET)) : null;
  }

  private static SegmentHeader fields(ByteBuffer in) {
    int number = in.getInt();
    int generation = in.getInt();
    SegmentKind kind = SegmentKind.of(in.getInt());
    int previousNumber = in.getInt();
    return new SegmentHeader(
        number,
        generation,
        kind,
        in.getLong(),
        in.getLong(),
        previousNumber,
        in.getLong(),
        in.getLong(),
        in.getLong());
  }

  private static int checksum(ByteBuffer in) {
    CRC32C crc = new CRC32C();
    crc.update(in.slice(FIELDS_OFFSET, SIZE_BYTES - FIELDS_OFFSET));
    return (int) crc.getValue();
  }
}
