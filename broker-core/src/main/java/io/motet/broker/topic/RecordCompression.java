package io.motet.broker.topic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * A way in which producers compress the records of a batch. Found by ServiceLoader: the module that
 * has the libraries provides gzip, snappy, lz4 and zstd. The log needs them for compaction and for
 * finding a record by time inside a batch; it never changes a batch otherwise. Thread-safe.
 */
public interface RecordCompression {
  /** The number in a batch's attributes: 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
  int id();

  /**
   * Decompresses the records of a batch.
   *
   * @param compressed read to its end; stays the caller's
   * @param maxBytes more than that is refused
   * @return owned by the caller
   * @throws java.io.IOException when the bytes are wrong or too many
   */
  ByteBuf decompress(ByteBuf compressed, ByteBufAllocator allocator, int maxBytes)
      throws java.io.IOException;

  /**
   * Compresses the records of a batch in a way that every client understands.
   *
   * @param plain read to its end; stays the caller's
   * @return owned by the caller
   */
  ByteBuf compress(ByteBuf plain, ByteBufAllocator allocator) throws java.io.IOException;
}
