package io.motet.kafka.compression;

import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.motet.broker.topic.RecordCompression;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;

/**
 * Snappy as Kafka's clients write it: one block, or (Java) blocks behind a header of snappy-java's
 * own, each with its length before it.
 */
public final class SnappyCompression implements RecordCompression {
  /** 0x82 "SNAPPY" 0. */
  private static final long MAGIC = 0x82534E4150505900L;

  /** The magic number, then two versions. */
  private static final int HEADER_BYTES = 16;

  private static final int VERSION = 1;

  @Override
  public int id() {
    return 2;
  }

  @Override
  public ByteBuf decompress(ByteBuf compressed, ByteBufAllocator allocator, int maxBytes)
      throws IOException {
    byte[] bytes = Plain.take(compressed);
    ByteBuf plain = allocator.heapBuffer(2 * bytes.length);
    boolean done = false;
    try {
      if (isFramed(bytes)) {
        int at = HEADER_BYTES;
        while (at < bytes.length) {
          int length = intAt(bytes, at);
          at += Integer.BYTES;
          if (length < 0 || length > bytes.length - at) {
            throw new IOException("a snappy block of " + length + " bytes");
          }
          addBlock(bytes, at, length, plain, maxBytes);
          at += length;
        }
      } else {
        addBlock(bytes, 0, bytes.length, plain, maxBytes);
      }
      done = true;
      return plain;
    } catch (RuntimeException e) {
      throw Plain.damaged(e);
    } finally {
      if (!done) {
        plain.release();
      }
    }
  }

  private static boolean isFramed(byte[] bytes) {
    return bytes.length >= HEADER_BYTES
        && intAt(bytes, 0) == (int) (MAGIC >>> Integer.SIZE)
        && intAt(bytes, Integer.BYTES) == (int) MAGIC;
  }

  private static int intAt(byte[] bytes, int at) {
    if (bytes.length - at < Integer.BYTES) {
      throw new IllegalArgumentException("a length is cut off");
    }
    return ((bytes[at] & 0xFF) << 24)
        | ((bytes[at + 1] & 0xFF) << 16)
        | ((bytes[at + 2] & 0xFF) << 8)
        | (bytes[at + 3] & 0xFF);
  }

  private static void addBlock(byte[] bytes, int at, int length, ByteBuf plain, int maxBytes)
      throws IOException {
    int size = SnappyDecompressor.getUncompressedLength(bytes, at);
    Plain.check(size, maxBytes);
    Plain.check((long) plain.readableBytes() + size, maxBytes);
    plain.ensureWritable(size);
    int written =
        new SnappyDecompressor()
            .decompress(
                bytes, at, length, plain.array(), plain.arrayOffset() + plain.writerIndex(), size);
    plain.writerIndex(plain.writerIndex() + written);
  }

  @Override
  public ByteBuf compress(ByteBuf plain, ByteBufAllocator allocator) {
    byte[] bytes = Plain.take(plain);
    SnappyCompressor compressor = new SnappyCompressor();
    int most = compressor.maxCompressedLength(bytes.length);
    ByteBuf compressed = allocator.heapBuffer(HEADER_BYTES + Integer.BYTES + most);
    compressed.writeLong(MAGIC).writeInt(VERSION).writeInt(VERSION).writeInt(0);
    int at = compressed.writerIndex();
    int length =
        compressor.compress(
            bytes, 0, bytes.length, compressed.array(), compressed.arrayOffset() + at, most);
    compressed.setInt(at - Integer.BYTES, length).writerIndex(at + length);
    return compressed;
  }
}
