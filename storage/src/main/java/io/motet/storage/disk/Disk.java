package io.motet.storage.disk;

import java.io.IOException;
import java.util.List;

/** One directory of files. Thread-safe. */
public interface Disk {
  /** The names of the files. */
  List<String> list() throws IOException;

  /** Opens a file that exists, for reading and writing. */
  DiskFile open(String name) throws IOException;

  /**
   * Creates a file of zeros whose blocks are allocated, and forces it and its name. When there is
   * no room nothing stays behind.
   *
   * @param sizeBytes 0 for an empty file, which is not forced
   * @throws NoSpaceException when the file system is full
   */
  DiskFile create(String name, long sizeBytes) throws IOException;

  /** Removes a file; harmless when absent. */
  void delete(String name) throws IOException;

  /**
   * Renames a file, replacing what has the new name: at every moment, a kill's too, one of the two
   * has it. Durable after {@link #forceDirectory}.
   */
  void rename(String from, String to) throws IOException;

  /** Makes creations, renames and deletions durable. */
  void forceDirectory() throws IOException;

  /** Bytes that can still be allocated. */
  long freeBytes() throws IOException;
}
