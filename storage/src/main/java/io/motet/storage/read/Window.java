package io.motet.storage.read;

import io.motet.storage.disk.DiskFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;

/** A stretch of a file in memory, shared by the messages in it. Reference-counted by its buffer. */
final class Window {
  private final long position;
  private final ByteBuf bytes;

  private Window(long position, ByteBuf bytes) {
    this.position = position;
    this.bytes = bytes;
  }

  /** Reads a stretch. */
  static Window read(DiskFile file, long position, long offset, int length) throws IOException {
    ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(length, length);
    try {
      int count = file.read(bytes.nioBuffer(0, length), offset);
      bytes.writerIndex(count);
      return new Window(position, bytes);
    } catch (IOException e) {
      bytes.release();
      throw e;
    }
  }

  boolean contains(long from, long length) {
    return from >= position && from + length <= position + bytes.writerIndex();
  }

  /** Position behind the last byte. */
  long end() {
    return position + bytes.writerIndex();
  }

  int sizeBytes() {
    return bytes.writerIndex();
  }

  /** A slice that keeps the window alive until it is released. */
  ByteBuf retainedSlice(long from, int length) {
    return bytes.retainedSlice((int) (from - position), length);
  }

  void release() {
    bytes.release();
  }
}
