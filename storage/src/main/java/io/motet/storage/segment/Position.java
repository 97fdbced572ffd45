package io.motet.storage.segment;

/**
 * A place in the journal as one long: the segment's number in the upper half, the offset in its
 * file in the lower. A message's position is that of its first byte, so that it is read without
 * looking at its record first.
 */
public final class Position {
  /** The greatest number of a segment; the bits above tell scratch space and keep the sign. */
  public static final int MAX_NUMBER = (1 << 30) - 1;

  private static final int OFFSET_BITS = 32;
  private static final long OFFSET_MASK = 0xffffffffL;
  private static final long SCRATCH_BIT = 1L << 62;

  private Position() {}

  /** Packs a place in a segment. */
  public static long of(int segmentNumber, long offset) {
    return (long) segmentNumber << OFFSET_BITS | offset;
  }

  /** Packs a place in a scratch file. */
  public static long ofScratch(int fileNumber, long offset) {
    return SCRATCH_BIT | of(fileNumber, offset);
  }

  /** Whether the place is in scratch space. */
  public static boolean isScratch(long position) {
    return position >= SCRATCH_BIT;
  }

  /** The segment's or the scratch file's number. */
  public static int number(long position) {
    return (int) ((position & ~SCRATCH_BIT) >>> OFFSET_BITS);
  }

  /** The offset in the file. */
  public static long offset(long position) {
    return position & OFFSET_MASK;
  }

  /** For messages to people. */
  public static String text(long position) {
    return (isScratch(position) ? "scratch " : "segment ")
        + number(position)
        + " offset "
        + offset(position);
  }
}
