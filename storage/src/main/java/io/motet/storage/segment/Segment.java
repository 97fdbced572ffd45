package io.motet.storage.segment;

import io.motet.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A segment in use. One thread writes it; any thread reads it and counts what is alive.
 *
 * <p>The counts are of copies: a message in three queues counts three times. So they reach zero
 * when the last copy is gone, and otherwise overstate: a segment is emptied rather too late than
 * too soon.
 */
public final class Segment {
  private final SegmentHeader header;
  private final DiskFile file;
  private final AtomicInteger liveCopies = new AtomicInteger();
  private final AtomicLong liveBytes = new AtomicLong();
  private volatile long end = SegmentHeader.BLOCK_BYTES;
  private volatile boolean sealed;

  public Segment(SegmentHeader header, DiskFile file) {
    this.header = header;
    this.file = file;
  }

  public int number() {
    return header.number();
  }

  public SegmentHeader header() {
    return header;
  }

  public DiskFile file() {
    return file;
  }

  /** Writes the header block; not forced. */
  public void writeHeader() throws IOException {
    ByteBuffer[] block = {header.encode()};
    file.write(block, 1, 0);
  }

  /** Where the next batch goes, and what lies before it has been written. */
  public long end() {
    return end;
  }

  public void end(long newEnd) {
    end = newEnd;
  }

  /** Room left for batches. */
  public long roomBytes() {
    return header.sizeBytes() - end;
  }

  /** Whether nothing more will be written. */
  public boolean isSealed() {
    return sealed;
  }

  public void seal() {
    sealed = true;
  }

  /** Counts copies as alive, or with negative numbers as gone. */
  public void addLive(int copies, long bytes) {
    liveBytes.addAndGet(bytes);
    liveCopies.addAndGet(copies);
  }

  public int liveCopies() {
    return liveCopies.get();
  }

  public long liveBytes() {
    return liveBytes.get();
  }

  /** Whether less than the given share of what was written is alive. */
  public boolean isSparse(int percent) {
    return liveBytes() * 100 < (end - SegmentHeader.BLOCK_BYTES) * percent;
  }

  @Override
  public String toString() {
    return file.name() + " (segment " + number() + ")";
  }
}
