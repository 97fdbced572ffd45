package io.motet.storage.log;

import io.motet.storage.log.segment.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a segment's file, which stays open until this is released. */
public final class LogRegion {
  private static final LogRegion EMPTY = new LogRegion(null, 0, 0);

  private final OpenFiles.Lease lease;
  private final int position;
  private final int sizeBytes;

  private LogRegion(OpenFiles.Lease lease, int position, int sizeBytes) {
    this.lease = lease;
    this.position = position;
    this.sizeBytes = sizeBytes;
  }

  /** No bytes. */
  static LogRegion empty() {
    return EMPTY;
  }

  /** Takes the lease over. */
  static LogRegion of(OpenFiles.Lease lease, int position, int sizeBytes) {
    return new LogRegion(lease, position, sizeBytes);
  }

  public int sizeBytes() {
    return sizeBytes;
  }

  /** Where it begins in the file. */
  public int position() {
    return position;
  }

  /** The file for the kernel to send from; null where there is none, or no bytes. */
  public FileChannel channel() {
    return lease == null ? null : lease.file().channel();
  }

  /** Reads from an index of the region until the buffer is full or the region ends. */
  public int read(ByteBuffer into, int at) throws IOException {
    if (lease == null || at >= sizeBytes) {
      return 0;
    }
    int limit = into.limit();
    into.limit(Math.min(limit, into.position() + sizeBytes - at));
    int count = lease.file().read(into, (long) position + at);
    into.limit(limit);
    return count;
  }

  /** The same bytes for one more user. */
  public LogRegion retain() {
    return lease == null ? this : new LogRegion(lease.retain(), position, sizeBytes);
  }

  /** Gives the file back. Once; any thread. */
  public void release() {
    if (lease != null) {
      lease.close();
    }
  }
}
