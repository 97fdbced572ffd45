package io.motet.storage.log.state;

import io.motet.storage.disk.DiskFile;
import io.motet.storage.log.segment.OpenFiles;
import io.motet.storage.log.segment.SegmentName;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The file of a log's state: replaced as a whole. */
public final class StateFile {
  private static final int MOST_BYTES = 256 << 20;

  private final OpenFiles files;
  private final String name;

  /** The file of that log. */
  public StateFile(OpenFiles files, String logId) {
    this.files = files;
    this.name = logId + SegmentName.STATE;
  }

  /** Writes and forces it, and makes it and everything created before durable by name. */
  public void write(byte[] encoded) throws IOException {
    String temporary = name + SegmentName.TEMPORARY;
    try (OpenFiles.Lease lease = files.create(temporary)) {
      lease.file().write(new ByteBuffer[] {ByteBuffer.wrap(encoded)}, 1, 0);
      lease.file().force();
    }
    files.rename(temporary, name);
    files.disk().forceDirectory();
  }

  /** The state, or null when the file is not whole. */
  public LogState read() throws IOException {
    try (OpenFiles.Lease lease = files.open(name)) {
      DiskFile file = lease.file();
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, file.sizeBytes()));
      file.read(bytes, 0);
      return LogState.decode(bytes.array());
    }
  }

  /** Deletes it. */
  public void delete() throws IOException {
    files.delete(name);
  }
}
