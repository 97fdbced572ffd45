package io.motet.kafka.compression;

import io.motet.broker.topic.RecordCompression;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Gzip, by the JDK. */
public final class GzipCompression implements RecordCompression {
  @Override
  public int id() {
    return 1;
  }

  @Override
  public ByteBuf decompress(ByteBuf compressed, ByteBufAllocator allocator, int maxBytes)
      throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteBufInputStream(compressed))) {
      return Plain.read(in, allocator, maxBytes);
    }
  }

  @Override
  public ByteBuf compress(ByteBuf plain, ByteBufAllocator allocator) throws IOException {
    ByteBuf compressed = allocator.heapBuffer();
    try (GZIPOutputStream out = new GZIPOutputStream(new ByteBufOutputStream(compressed))) {
      plain.readBytes(out, plain.readableBytes());
    } catch (IOException e) {
      compressed.release();
      throw e;
    }
    return compressed;
  }
}
