package io.motet.storage.log.segment;

import io.motet.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The index of a segment that is ended, searched in its file: a header with the segment's summary,
 * then entries of 16 bytes (relative offset, position, greatest timestamp so far). A position that
 * it gives is only a hint: who uses it looks whether a batch begins there.
 */
final class IndexFile {
  static final int HEADER_BYTES = 72;
  private static final long MAGIC = 0x4d4f544554494458L; // MOTETIDX
  private static final int VERSION = 1;
  private static final int ENTRY_BYTES = 16;
  private static final int CHECKED_FROM = 16;

  private IndexFile() {}

  static void write(DiskFile file, SegmentSummary summary, SegmentIndex index) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + index.count() * ENTRY_BYTES);
    bytes.putLong(MAGIC).putInt(VERSION).putInt(0);
    bytes.putInt(summary.sizeBytes()).putInt(index.count());
    bytes.putLong(summary.nextOffset()).putLong(summary.firstTimestamp());
    bytes.putLong(summary.maxTimestamp()).putLong(summary.maxTimestampOffset());
    bytes.putLong(summary.compactedAtMillis()).putLong(0);
    bytes.putInt(12, checksum(bytes));
    for (int i = 0; i < index.count(); i++) {
      bytes.putInt(index.relativeOffset(i)).putInt(index.position(i));
      bytes.putLong(index.maxTimestamp(i));
    }
    file.write(new ByteBuffer[] {bytes.flip()}, 1, 0);
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().limit(HEADER_BYTES).position(CHECKED_FROM));
    return (int) crc.getValue();
  }

  /** The summary, or null when the file is not a whole index of this version. */
  static SegmentSummary readSummary(DiskFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
    if (file.read(bytes, 0) < HEADER_BYTES) {
      return null;
    }
    boolean right =
        bytes.getLong(0) == MAGIC
            && bytes.getInt(8) == VERSION
            && bytes.getInt(12) == checksum(bytes)
            && file.sizeBytes() >= HEADER_BYTES + (long) bytes.getInt(20) * ENTRY_BYTES;
    return right
        ? new SegmentSummary(
            bytes.getInt(16),
            bytes.getLong(24),
            bytes.getLong(32),
            bytes.getLong(40),
            bytes.getLong(48),
            bytes.getLong(56))
        : null;
  }

  /** All entries, for a segment that is written on. */
  static SegmentIndex readEntries(DiskFile file) throws IOException {
    SegmentIndex index = new SegmentIndex();
    ByteBuffer bytes = ByteBuffer.allocate((int) (file.sizeBytes() - HEADER_BYTES));
    file.read(bytes, HEADER_BYTES);
    bytes.flip();
    while (bytes.remaining() >= ENTRY_BYTES) {
      index.add(bytes.getInt(), bytes.getInt(), bytes.getLong());
    }
    return index;
  }

  private static int count(DiskFile file) throws IOException {
    return (int) ((file.sizeBytes() - HEADER_BYTES) / ENTRY_BYTES);
  }

  static int positionAtOffset(DiskFile file, int relativeOffset) throws IOException {
    return floor(file, 0, relativeOffset);
  }

  static int floorPosition(DiskFile file, int position) throws IOException {
    return floor(file, Integer.BYTES, position);
  }

  private static int floor(DiskFile file, int column, int wanted) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
    int low = 0;
    int high = count(file);
    int found = 0;
    while (low < high) {
      int middle = (low + high) >>> 1;
      read(file, middle, entry);
      if (entry.getInt(column) <= wanted) {
        found = entry.getInt(Integer.BYTES);
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return found;
  }

  static int positionBeforeTimestamp(DiskFile file, long timestamp) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
    int low = 0;
    int high = count(file);
    int found = 0;
    while (low < high) {
      int middle = (low + high) >>> 1;
      read(file, middle, entry);
      if (entry.getLong(2 * Integer.BYTES) < timestamp) {
        found = entry.getInt(Integer.BYTES);
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return found;
  }

  private static void read(DiskFile file, int index, ByteBuffer entry) throws IOException {
    long at = HEADER_BYTES + (long) index * ENTRY_BYTES;
    if (file.read(entry.clear(), at) < ENTRY_BYTES) {
      throw new IOException(file.name() + " ends at entry " + index);
    }
  }
}
