package io.motet.storage.log.segment;

import io.motet.storage.disk.DiskFile;
import io.motet.storage.log.batch.BatchChecksum;
import io.motet.storage.log.batch.BatchHeader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Goes over the batches of a file through a window. Not thread-safe. */
public final class BatchScan {
  private final DiskFile file;
  private final long end;
  private final boolean verifies;
  private final BatchHeader header = new BatchHeader();
  private ByteBuffer window;
  private long windowAt;
  private long next;
  private long position;
  private boolean damaged;

  /**
   * A scan from one position to another, both at the borders of batches if all is well.
   *
   * @param verifies whether checksums are computed, which reads everything
   */
  public BatchScan(DiskFile file, long from, long end, int windowBytes, boolean verifies) {
    this.file = file;
    this.next = from;
    this.end = end;
    this.verifies = verifies;
    this.window = ByteBuffer.allocate(Math.max(windowBytes, BatchHeader.BYTES)).limit(0);
    this.windowAt = from;
  }

  /** Goes to the next batch; false at the end, or where there is none: see {@link #damaged}. */
  public boolean next() throws IOException {
    if (damaged || next >= end) {
      return false;
    }
    position = next;
    if (!fill(position, BatchHeader.BYTES)) {
      damaged = true;
      return false;
    }
    header.read(window, (int) (position - windowAt));
    damaged =
        !header.isPlausible() || header.sizeBytes() > end - position || (verifies && !isWhole());
    next = position + header.sizeBytes();
    return !damaged;
  }

  private boolean isWhole() throws IOException {
    int size = (int) header.sizeBytes();
    return fill(position, size)
        && BatchChecksum.of(window, (int) (position - windowAt), size) == header.crc();
  }

  /** Makes so many bytes from a position available; false when there are fewer. */
  private boolean fill(long at, int bytes) throws IOException {
    if (at >= windowAt && at + bytes <= windowAt + window.limit()) {
      return true;
    }
    if (at + bytes > end) {
      return false;
    }
    if (bytes > window.capacity()) {
      window = ByteBuffer.allocate(bytes);
    }
    window.clear().limit((int) Math.min(window.capacity(), end - at));
    windowAt = at;
    file.read(window, at);
    window.flip();
    return window.limit() >= bytes;
  }

  /** The batch's bytes, by a view that is good until the next call. */
  public ByteBuffer bytes() throws IOException {
    int size = (int) header.sizeBytes();
    if (!fill(position, size)) {
      throw new IOException(file.name() + " ends within the batch at " + position);
    }
    ByteBuffer bytes = window.duplicate();
    int at = (int) (position - windowAt);
    return bytes.limit(at + size).position(at);
  }

  /** The batch's records, without its header. */
  public ByteBuffer records() throws IOException {
    ByteBuffer bytes = bytes();
    return bytes.position(bytes.position() + BatchHeader.BYTES);
  }

  /** The batch at hand. */
  public BatchHeader header() {
    return header;
  }

  /** Where the batch begins; after {@link #next} was false, where it stopped. */
  public long position() {
    return damaged ? position : Math.min(position, next);
  }

  /** Where the next batch begins. */
  public long nextPosition() {
    return damaged ? position : next;
  }

  /** Whether it stopped at something that is no whole batch. */
  public boolean damaged() {
    return damaged;
  }
}
