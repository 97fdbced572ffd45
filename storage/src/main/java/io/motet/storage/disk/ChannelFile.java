package io.motet.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file behind a {@link FileChannel}. Writing several buffers moves the channel's position. */
final class ChannelFile implements DiskFile {
  private final String name;
  private final FileChannel channel;
  private final FreeSpace space;

  ChannelFile(String name, FileChannel channel, FreeSpace space) {
    this.name = name;
    this.channel = channel;
    this.space = space;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long sizeBytes() throws IOException {
    return channel.size();
  }

  @Override
  public int read(ByteBuffer into, long offset) throws IOException {
    int total = 0;
    while (into.hasRemaining()) {
      int count = channel.read(into, offset + total);
      if (count < 0) {
        break;
      }
      total += count;
    }
    return total;
  }

  @Override
  public void write(ByteBuffer[] from, int count, long offset) throws IOException {
    try {
      if (count == 1) {
        write(from[0], offset);
      } else {
        gather(from, count, offset);
      }
    } catch (IOException e) {
      throw space.explain(e, "cannot write " + name);
    }
  }

  private void write(ByteBuffer from, long offset) throws IOException {
    long at = offset;
    while (from.hasRemaining()) {
      at += channel.write(from, at);
    }
  }

  private void gather(ByteBuffer[] from, int count, long offset) throws IOException {
    int first = 0;
    channel.position(offset);
    while (first < count) {
      if (from[first].hasRemaining()) {
        channel.write(from, first, count - first);
      } else {
        first++;
      }
    }
  }

  @Override
  public void truncate(long sizeBytes) throws IOException {
    if (channel.size() > sizeBytes) {
      channel.truncate(sizeBytes);
    }
  }

  @Override
  public FileChannel channel() {
    return channel;
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
