package io.motet.storage.simulation;

import io.motet.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * A file with two contents: what the process sees, and what is on the medium. A force copies the
 * sectors that differ; a crash copies some of them.
 */
final class SimulatedFile implements DiskFile {
  static final int SECTOR_BYTES = 512;

  private final SimulatedDisk disk;
  private final BitSet dirty = new BitSet();
  private String name;
  private byte[] seen;
  private byte[] stored;
  private boolean open = true;

  SimulatedFile(SimulatedDisk disk, String name, int sizeBytes) {
    this.disk = disk;
    this.name = name;
    this.seen = new byte[sizeBytes];
    this.stored = new byte[sizeBytes];
  }

  void rename(String newName) {
    name = newName;
  }

  void reopen() {
    open = true;
  }

  int length() {
    return seen.length;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long sizeBytes() {
    return seen.length;
  }

  @Override
  public int read(ByteBuffer into, long offset) throws IOException {
    checkOpen();
    disk.beforeRead(name);
    int count = (int) Math.max(0, Math.min(into.remaining(), seen.length - offset));
    if (count > 0) {
      into.put(seen, (int) offset, count);
    }
    return count;
  }

  @Override
  public void write(ByteBuffer[] from, int count, long offset) throws IOException {
    checkOpen();
    disk.beforeWrite(name);
    int at = Math.toIntExact(offset);
    for (int i = 0; i < count; i++) {
      int length = from[i].remaining();
      if (at + length > seen.length) {
        disk.allocate(at + length - seen.length);
        seen = Arrays.copyOf(seen, at + length);
      }
      from[i].get(seen, at, length);
      if (length > 0) {
        dirty.set(at / SECTOR_BYTES, (at + length - 1) / SECTOR_BYTES + 1);
      }
      at += length;
    }
  }

  @Override
  public void force() throws IOException {
    checkOpen();
    disk.beforeForce();
    if (disk.forceFails(name)) {
      // As a kernel does: the pages are clean afterwards, and what they held never got there.
      dirty.clear();
      throw new IOException("simulated failure of force");
    }
    if (!disk.skipsForce()) {
      dirty.stream().forEach(this::store);
      dirty.clear();
    }
  }

  @Override
  public void truncate(long sizeBytes) throws IOException {
    checkOpen();
    disk.beforeWrite(name);
    if (sizeBytes < seen.length) {
      cut((int) sizeBytes);
    }
  }

  /** File systems keep lengths in their own journal: a cut is not undone by a loss of power. */
  private void cut(int length) {
    seen = Arrays.copyOf(seen, length);
    stored = Arrays.copyOf(stored, Math.min(length, stored.length));
    int firstGone = (length + SECTOR_BYTES - 1) / SECTOR_BYTES;
    dirty.clear(firstGone, Math.max(firstGone, dirty.length()));
  }

  @Override
  public FileChannel channel() {
    return null;
  }

  private void store(int sector) {
    int begin = sector * SECTOR_BYTES;
    int end = Math.min(begin + SECTOR_BYTES, seen.length);
    if (stored.length < end) {
      stored = Arrays.copyOf(stored, end);
    }
    System.arraycopy(seen, begin, stored, begin, end - begin);
  }

  /** The machine loses power: each unforced sector is there, or not, for itself. */
  void losePower(Random random, double keepShare) {
    dirty.stream().filter(sector -> random.nextDouble() < keepShare).forEach(this::store);
    seen = stored.clone();
    dirty.clear();
    open = false;
  }

  /** The process dies: what has been written stays in the system's memory, still unforced. */
  void kill() {
    open = false;
  }

  void flip(int offset, int bit) {
    seen[offset] ^= (byte) (1 << bit);
    if (offset < stored.length) {
      stored[offset] ^= (byte) (1 << bit);
    }
  }

  /** Cuts it on the medium, whatever the process does. */
  void shorten(int length) {
    cut(length);
    dirty.clear();
  }

  byte[] contents() {
    return seen.clone();
  }

  @Override
  public void close() {
    open = false;
  }

  private void checkOpen() throws IOException {
    if (!open) {
      throw new IOException(name + " is closed");
    }
  }
}
