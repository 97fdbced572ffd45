package io.motet.storage.disk;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Knows how much room a directory's file system has, and which failures come from lack of it. */
final class FreeSpace {
  /** Less than this is as good as none: file systems keep some blocks for themselves. */
  private static final long NONE_BYTES = 64 * 1024;

  private static final String FULL = "No space left on device";
  private static final String OVER_QUOTA = "Disk quota exceeded";

  private final FileStore store;

  FreeSpace(Path directory) throws IOException {
    store = Files.getFileStore(directory);
  }

  long bytes() throws IOException {
    return store.getUsableSpace();
  }

  /**
   * Returns a {@link NoSpaceException} when that is what a failure means, else the failure itself.
   * The JDK tells by its text only, which follows the locale; so the file system is asked as well.
   */
  IOException explain(IOException failure, String what) {
    if (failure instanceof ClosedChannelException) {
      return failure;
    }
    String text = String.valueOf(failure.getMessage());
    boolean full = text.contains(FULL) || text.contains(OVER_QUOTA) || isFull();
    return full ? new NoSpaceException(what + ": " + text, failure) : failure;
  }

  private boolean isFull() {
    try {
      return bytes() < NONE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}
