package io.motet.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file behind a {@link FileChannel}. Writing moves the channel's position, reading does not. */
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
    int first = 0;
    try {
      channel.position(offset);
      while (first < count) {
        if (from[first].hasRemaining()) {
          channel.write(from, first, count - first);
        } else {
          first++;
        }
      }
    } catch (IOException e) {
      throw space.explain(e, "cannot write " + name);
    }
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
