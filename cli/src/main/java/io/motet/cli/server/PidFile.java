package io.motet.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with the process's id, there while the broker serves. */
final class PidFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);

  private final Path path;

  private PidFile(Path path) {
    this.path = path;
  }

  /**
   * @param path null for no file
   * @throws IllegalStateException when it cannot be written
   */
  static PidFile write(Path path) {
    if (path != null) {
      try {
        Files.writeString(path, ProcessHandle.current().pid() + "\n");
      } catch (IOException e) {
        throw new IllegalStateException("cannot write the pid file " + path + ": " + e, e);
      }
    }
    return new PidFile(path);
  }

  @Override
  public void close() {
    if (path != null) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        LOG.warn("cannot delete the pid file {}: {}", path, e.toString());
      }
    }
  }
}
