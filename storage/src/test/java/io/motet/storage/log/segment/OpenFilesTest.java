package io.motet.storage.log.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import io.motet.storage.memory.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private static final long LONG_ENOUGH_MILLIS = 200;

  private final AtomicReference<IOException> failure = new AtomicReference<>();
  private final MemoryDisk disk = new MemoryDisk();
  private final OpenFiles files = new OpenFiles(new BusyDisk(), 8);
  private Thread other;

  /** While a file gets its name, or goes, somebody else opens what has the name. */
  private final class BusyDisk implements Disk {
    @Override
    public List<String> list() {
      return disk.list();
    }

    @Override
    public DiskFile open(String name) throws IOException {
      return disk.open(name);
    }

    @Override
    public DiskFile create(String name, long sizeBytes) {
      return disk.create(name, sizeBytes);
    }

    @Override
    public void delete(String name) throws IOException {
      meanwhileOpen(name);
      disk.delete(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      meanwhileOpen(to);
      disk.rename(from, to);
    }

    @Override
    public void forceDirectory() {}

    @Override
    public long freeBytes() {
      return disk.freeBytes();
    }
  }

  private void meanwhileOpen(String name) throws IOException {
    other =
        new Thread(
            () -> {
              try {
                files.open(name).close();
              } catch (IOException e) {
                failure.set(e);
              }
            });
    other.start();
    try {
      other.join(LONG_ENOUGH_MILLIS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void create(String name, int content) throws IOException {
    try (OpenFiles.Lease lease = files.create(name)) {
      ByteBuffer bytes = ByteBuffer.allocate(1).put(0, (byte) content);
      lease.file().write(new ByteBuffer[] {bytes}, 1, 0);
    }
  }

  private int content(String name) throws IOException {
    try (OpenFiles.Lease lease = files.open(name)) {
      ByteBuffer bytes = ByteBuffer.allocate(1);
      lease.file().read(bytes, 0);
      return bytes.get(0);
    }
  }

  @Test
  void whoOpensDuringARenameDoesNotKeepTheOldFileUnderTheName() throws Exception {
    create("segment", 1);
    create("segment.tmp", 2);
    files.rename("segment.tmp", "segment");
    other.join();
    assertNull(failure.get());
    assertEquals(2, content("segment"));
  }

  @Test
  void whoOpensDuringADeletionFindsNothing() throws Exception {
    create("segment", 1);
    files.delete("segment");
    other.join();
    assertEquals("no file segment", failure.get().getMessage());
  }
}
