package io.motet.broker.topic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.FileRegion;

/**
 * Whole batches in a segment file. Holds the file open until it is released. Not thread-safe; may
 * be handed from thread to thread.
 */
public interface Records {
  /** Bytes of the batches; 0 for none. */
  int sizeBytes();

  /**
   * The bytes as a region for a plain connection, which sends them without copying.
   *
   * @return owned by the caller, independent of {@link #release}; null for a broker that keeps all
   *     in memory: then use {@link #toBuffer}
   */
  FileRegion toRegion();

  /**
   * A copy of the bytes.
   *
   * @return owned by the caller
   * @throws java.io.UncheckedIOException when the file cannot be read
   */
  ByteBuf toBuffer(ByteBufAllocator allocator);

  /** Gives the file back. Once. */
  void release();
}
