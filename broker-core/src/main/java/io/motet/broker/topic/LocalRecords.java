package io.motet.broker.topic;

import io.motet.storage.log.LogRegion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Batches in a segment file of this broker. */
final class LocalRecords implements Records {
  private final LogRegion region;

  LocalRecords(LogRegion region) {
    this.region = region;
  }

  @Override
  public int sizeBytes() {
    return region.sizeBytes();
  }

  @Override
  public FileRegion toRegion() {
    FileChannel channel = region.channel();
    return channel == null ? null : new LeasedRegion(region.retain(), channel);
  }

  @Override
  public ByteBuf toBuffer(ByteBufAllocator allocator) {
    ByteBuf buffer = allocator.buffer(sizeBytes(), sizeBytes());
    try {
      ByteBuffer bytes = buffer.nioBuffer(0, sizeBytes());
      if (region.read(bytes, 0) < sizeBytes()) {
        throw new IOException("a segment file is shorter than it was");
      }
      return buffer.writerIndex(sizeBytes());
    } catch (IOException e) {
      buffer.release();
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void release() {
    region.release();
  }

  /** The file is the log's: when the region has been sent it is given back, not closed. */
  private static final class LeasedRegion extends DefaultFileRegion {
    private final LogRegion region;

    LeasedRegion(LogRegion region, FileChannel channel) {
      super(channel, region.position(), region.sizeBytes());
      this.region = region;
    }

    @Override
    protected void deallocate() {
      region.release();
    }
  }
}
