package io.motet.storage.memory;

import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A directory that goes with the process; for brokers that keep all in memory. */
public final class MemoryDisk implements Disk {
  private final Map<String, MemoryFile> files = new ConcurrentHashMap<>();

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public DiskFile open(String name) throws IOException {
    MemoryFile file = files.get(name);
    if (file == null) {
      throw new IOException("no file " + name);
    }
    return file;
  }

  @Override
  public DiskFile create(String name, long sizeBytes) {
    MemoryFile file = new MemoryFile(name, sizeBytes);
    files.put(name, file);
    return file;
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    MemoryFile file = files.remove(from);
    if (file == null) {
      throw new IOException("no file " + from);
    }
    files.put(to, file);
  }

  @Override
  public void forceDirectory() {
    // Nothing outlives the process.
  }

  @Override
  public long freeBytes() {
    return Long.MAX_VALUE;
  }
}
