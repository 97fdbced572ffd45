package io.motet.storage.record;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The head of a batch: what has been written together and is found again together or not at all.
 *
 * @param generation that of the segment; batches with another are left from its former use
 * @param payloadBytes length of the records that follow
 * @param firstSequence number of the first record; the numbers are dense over the journal's life
 * @param count records in the batch
 * @param flags {@link #HAS_PARTS} or 0
 * @param forcedSequence last record known to be forced when this was written: whoever finds this
 *     batch and misses one up to there knows that it is damaged, not torn
 */
public record BatchHeader(
    int generation,
    int payloadBytes,
    long firstSequence,
    int count,
    int flags,
    long forcedSequence) {
  /** "MBAT". */
  public static final int MAGIC = 0x4d424154;

  /** Length of the header. */
  public static final int SIZE_BYTES = 40;

  /** Batches begin at multiples of this. */
  public static final int ALIGNMENT_BYTES = 8;

  /** The batch has parts of transactions that count only together with others. */
  public static final int HAS_PARTS = 1;

  /** The checksum covers the header from here, and the payload. */
  public static final int CHECKED_FROM = 8;

  private static final int CHECKSUM_OFFSET = 4;
  private static final int GENERATION_OFFSET = 8;
  private static final int PAYLOAD_OFFSET = 12;
  private static final int SEQUENCE_OFFSET = 16;
  private static final int COUNT_OFFSET = 24;
  private static final int FLAGS_OFFSET = 28;
  private static final int FORCED_OFFSET = 32;

  /** Room that a batch takes, up to where the next begins. */
  public static int alignedBytes(int payloadBytes) {
    return (SIZE_BYTES + payloadBytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
  }

  /** Number of the record after the last. */
  public long nextSequence() {
    return firstSequence + count;
  }

  /** Writes all but the checksum at the start of {@code out}. */
  public void encode(ByteBuffer out) {
    out.putInt(0, MAGIC);
    out.putInt(CHECKSUM_OFFSET, 0);
    out.putInt(GENERATION_OFFSET, generation);
    out.putInt(PAYLOAD_OFFSET, payloadBytes);
    out.putLong(SEQUENCE_OFFSET, firstSequence);
    out.putInt(COUNT_OFFSET, count);
    out.putInt(FLAGS_OFFSET, flags);
    out.putLong(FORCED_OFFSET, forcedSequence);
  }

  /** Adds the checked part of an encoded header to a checksum. */
  public static void check(ByteBuffer header, CRC32C crc) {
    crc.update(header.slice(CHECKED_FROM, SIZE_BYTES - CHECKED_FROM));
  }

  /** Puts the checksum into an encoded header. */
  public static void checksum(ByteBuffer header, int checksum) {
    header.putInt(CHECKSUM_OFFSET, checksum);
  }

  static int magic(ByteBuffer header) {
    return header.getInt(0);
  }

  static int checksum(ByteBuffer header) {
    return header.getInt(CHECKSUM_OFFSET);
  }

  static BatchHeader decode(ByteBuffer in) {
    return new BatchHeader(
        in.getInt(GENERATION_OFFSET),
        in.getInt(PAYLOAD_OFFSET),
        in.getLong(SEQUENCE_OFFSET),
        in.getInt(COUNT_OFFSET),
        in.getInt(FLAGS_OFFSET),
        in.getLong(FORCED_OFFSET));
  }
}
