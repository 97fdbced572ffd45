package io.motet.storage.log.segment;

import io.motet.storage.log.batch.BatchHeader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes a segment anew, beside the old one, and puts it in its place. Not thread-safe. */
public final class SegmentRewrite implements AutoCloseable {
  /** Instead of the time of its first compaction: it has no tombstones any more. */
  public static final long WITHOUT_TOMBSTONES = -1;

  private static final int BUFFER_BYTES = 256 << 10;

  private final OpenFiles files;
  private final Segment old;
  private final Segment fresh;
  private final int indexIntervalBytes;
  private final String temporary;
  private final OpenFiles.Lease lease;
  private final BatchHeader header = new BatchHeader();
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long written;
  private SegmentSummary summary;
  private boolean placed;

  /** Begins an empty file. */
  public SegmentRewrite(OpenFiles files, String logId, Segment old, int indexIntervalBytes)
      throws IOException {
    this.files = files;
    this.old = old;
    this.fresh = Segment.fresh(files, logId, old.baseOffset());
    this.indexIntervalBytes = indexIntervalBytes;
    this.temporary = old.fileName() + SegmentName.TEMPORARY;
    this.lease = files.create(temporary);
  }

  /** Adds a batch; its bytes are copied. */
  public void add(ByteBuffer batch) throws IOException {
    header.read(batch, batch.position());
    if (buffer.remaining() < batch.remaining()) {
      writeOut();
    }
    if (buffer.remaining() < batch.remaining()) {
      buffer = ByteBuffer.allocate(batch.remaining());
    }
    buffer.put(batch.duplicate());
    fresh.added(header, indexIntervalBytes);
  }

  private void writeOut() throws IOException {
    buffer.flip();
    int count = buffer.remaining();
    lease.file().write(new ByteBuffer[] {buffer}, 1, written);
    written += count;
    buffer.clear();
  }

  /** Whether all batches stayed. */
  public boolean changedNothing() {
    return fresh.sizeBytes() == old.sizeBytes();
  }

  /**
   * Makes the new file and its index durable.
   *
   * @param compactedAtMillis kept with it
   */
  public void force(long compactedAtMillis) throws IOException {
    writeOut();
    lease.file().force();
    summary = fresh.prepareIndex(compactedAtMillis);
  }

  /** Puts it in the old one's place; readers of the old one find out. Under the log's lock. */
  public Segment replace() throws IOException {
    old.replaced();
    lease.close();
    placed = true;
    files.rename(temporary, old.fileName());
    fresh.placeIndex(summary);
    return fresh;
  }

  /** Removes what was written unless it was put in place. */
  @Override
  public void close() throws IOException {
    if (!placed) {
      lease.close();
      files.delete(temporary);
    }
  }
}
