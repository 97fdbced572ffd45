package io.motet.storage.memory;

import io.motet.storage.disk.DiskFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** A file's bytes in blocks, so that growing copies nothing. */
final class MemoryFile implements DiskFile {
  private static final int BLOCK_BYTES = 16 << 10;

  private final String name;
  private byte[][] blocks = {};
  private long size;

  MemoryFile(String name, long sizeBytes) {
    this.name = name;
    grow(sizeBytes);
  }

  private void grow(long sizeBytes) {
    int count = (int) ((sizeBytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
    if (count > blocks.length) {
      int was = blocks.length;
      blocks = Arrays.copyOf(blocks, count);
      for (int i = was; i < count; i++) {
        blocks[i] = new byte[BLOCK_BYTES];
      }
    }
    size = Math.max(size, sizeBytes);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized long sizeBytes() {
    return size;
  }

  @Override
  public synchronized int read(ByteBuffer into, long offset) {
    int total = 0;
    while (into.hasRemaining() && offset + total < size) {
      long at = offset + total;
      int inBlock = (int) (at % BLOCK_BYTES);
      long most = Math.min(size - at, BLOCK_BYTES - inBlock);
      int count = (int) Math.min(into.remaining(), most);
      into.put(blocks[(int) (at / BLOCK_BYTES)], inBlock, count);
      total += count;
    }
    return total;
  }

  @Override
  public synchronized void write(ByteBuffer[] from, int count, long offset) {
    long at = offset;
    for (int i = 0; i < count; i++) {
      grow(at + from[i].remaining());
      while (from[i].hasRemaining()) {
        int inBlock = (int) (at % BLOCK_BYTES);
        int length = Math.min(from[i].remaining(), BLOCK_BYTES - inBlock);
        from[i].get(blocks[(int) (at / BLOCK_BYTES)], inBlock, length);
        at += length;
      }
    }
  }

  @Override
  public synchronized void truncate(long sizeBytes) {
    size = Math.min(size, sizeBytes);
  }

  @Override
  public FileChannel channel() {
    return null;
  }

  @Override
  public void force() {
    // Nothing outlives the process.
  }

  @Override
  public void close() {
    // Others may open it again.
  }
}
