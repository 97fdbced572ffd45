package io.motet.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open file. Reads from any thread; writes and forces from one thread at a time. */
public interface DiskFile extends Closeable {
  /** The file's name in its directory. */
  String name();

  /** The file's length. */
  long sizeBytes() throws IOException;

  /**
   * Reads until {@code into} is full or the file ends.
   *
   * @return bytes read; 0 at or beyond the end
   */
  int read(ByteBuffer into, long offset) throws IOException;

  /**
   * Writes all that remains in the first {@code count} buffers, one after the other.
   *
   * @throws NoSpaceException when the file system is full; some of the bytes may be there
   */
  void write(ByteBuffer[] from, int count, long offset) throws IOException;

  /** Cuts the file to a length; harmless when it is not longer. Durable after {@link #force}. */
  void truncate(long sizeBytes) throws IOException;

  /** The file for the kernel to send from, or null where there is none. */
  FileChannel channel();

  /** Makes the written bytes durable (fdatasync). After a failure the file cannot be trusted. */
  void force() throws IOException;
}
