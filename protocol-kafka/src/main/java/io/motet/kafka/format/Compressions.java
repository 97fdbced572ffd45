package io.motet.kafka.format;

import io.motet.broker.topic.RecordCompression;
import io.motet.kafka.compression.GzipCompression;
import io.motet.kafka.compression.Lz4Compression;
import io.motet.kafka.compression.SnappyCompression;
import io.motet.kafka.compression.ZstdCompression;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;

/** Opens and closes compressed records, on the heap: conversions are rare. */
final class Compressions {
  static final int MASK = 7;
  static final int NONE = 0;
  static final int ZSTD = 4;

  /** More than any batch of the default size can be; a bomb is refused before it fills the heap. */
  private static final int MAX_PLAIN_BYTES = 64 << 20;

  private static final RecordCompression[] BY_ID = {
    null,
    new GzipCompression(),
    new SnappyCompression(),
    new Lz4Compression(),
    new ZstdCompression()
  };

  private Compressions() {}

  /**
   * Reads the bytes to their end.
   *
   * @return owned by the caller
   */
  static ByteBuf decompress(int id, ByteBuf compressed) throws FormatException {
    check(id);
    if (id == NONE) {
      return compressed.readRetainedSlice(compressed.readableBytes());
    }
    try {
      return BY_ID[id].decompress(compressed, UnpooledByteBufAllocator.DEFAULT, MAX_PLAIN_BYTES);
    } catch (IOException e) {
      throw new FormatException(FormatException.Reason.CORRUPT, e.getMessage());
    }
  }

  /**
   * Reads the bytes to their end.
   *
   * @return owned by the caller
   */
  static ByteBuf compress(int id, ByteBuf plain) throws FormatException {
    check(id);
    if (id == NONE) {
      return plain.readRetainedSlice(plain.readableBytes());
    }
    try {
      return BY_ID[id].compress(plain, UnpooledByteBufAllocator.DEFAULT);
    } catch (IOException e) {
      throw new FormatException(FormatException.Reason.CORRUPT, e.getMessage());
    }
  }

  private static void check(int id) throws FormatException {
    if (id >= BY_ID.length) {
      throw new FormatException(
          FormatException.Reason.UNSUPPORTED_COMPRESSION, "Unknown compression type id: " + id);
    }
  }
}
