package io.motet.kafka.compression;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdInputStream;
import io.motet.broker.topic.RecordCompression;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;

/** Zstandard. */
public final class ZstdCompression implements RecordCompression {
  @Override
  public int id() {
    return 4;
  }

  @Override
  public ByteBuf decompress(ByteBuf compressed, ByteBufAllocator allocator, int maxBytes)
      throws IOException {
    try (ZstdInputStream in = new ZstdInputStream(new ByteBufInputStream(compressed))) {
      return Plain.read(in, allocator, maxBytes);
    }
  }

  @Override
  public ByteBuf compress(ByteBuf plain, ByteBufAllocator allocator) {
    byte[] bytes = Plain.take(plain);
    ZstdCompressor compressor = new ZstdCompressor();
    int most = compressor.maxCompressedLength(bytes.length);
    ByteBuf compressed = allocator.heapBuffer(most);
    int length =
        compressor.compress(
            bytes, 0, bytes.length, compressed.array(), compressed.arrayOffset(), most);
    return compressed.writerIndex(length);
  }
}
