package io.motet.kafka.compression;

import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.motet.broker.topic.RecordCompression;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;

/**
 * LZ4 in its frame format, with independent blocks: the only ones that Kafka's clients write. The
 * frame's checksums are not looked at, because the batch has its own (and old clients computed them
 * wrongly).
 */
public final class Lz4Compression implements RecordCompression {
  private static final int MAGIC = 0x184D2204;
  private static final int VERSION_1 = 0x40;
  private static final int VERSION_MASK = 0xC0;
  private static final int INDEPENDENT_BLOCKS = 0x20;
  private static final int BLOCK_CHECKSUMS = 0x10;
  private static final int CONTENT_SIZE = 0x08;
  private static final int DICTIONARY = 0x01;
  private static final int BLOCK_IS_PLAIN = 1 << 31;

  /** In the frame's header: blocks of up to 64 KiB. */
  private static final int BLOCKS_OF_64_KIB = 4 << 4;

  private static final int BLOCK_BYTES = 64 << 10;

  @Override
  public int id() {
    return 3;
  }

  @Override
  public ByteBuf decompress(ByteBuf compressed, ByteBufAllocator allocator, int maxBytes)
      throws IOException {
    ByteBuf plain = allocator.heapBuffer(2 * compressed.readableBytes());
    boolean done = false;
    try {
      int flags = header(compressed);
      int blockBytes = blockBytes(compressed, flags);
      for (int size = compressed.readIntLE(); size != 0; size = compressed.readIntLE()) {
        addBlock(compressed, size, blockBytes, plain);
        Plain.check(plain.readableBytes(), maxBytes);
        if ((flags & BLOCK_CHECKSUMS) != 0) {
          compressed.skipBytes(Integer.BYTES);
        }
      }
      compressed.skipBytes(compressed.readableBytes());
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

  private static int header(ByteBuf in) throws IOException {
    if (in.readIntLE() != MAGIC) {
      throw new IOException("not an LZ4 frame");
    }
    int flags = in.readUnsignedByte();
    if ((flags & VERSION_MASK) != VERSION_1 || (flags & INDEPENDENT_BLOCKS) == 0) {
      throw new IOException("an LZ4 frame with flags " + flags);
    }
    return flags;
  }

  /** Reads the rest of the header. */
  private static int blockBytes(ByteBuf in, int flags) throws IOException {
    int code = (in.readUnsignedByte() >> 4) & 7;
    if (code < 4) {
      throw new IOException("an LZ4 frame with blocks of size " + code);
    }
    if ((flags & CONTENT_SIZE) != 0) {
      in.skipBytes(Long.BYTES);
    }
    if ((flags & DICTIONARY) != 0) {
      in.skipBytes(Integer.BYTES);
    }
    in.skipBytes(1);
    return 1 << (8 + 2 * code);
  }

  private static void addBlock(ByteBuf in, int size, int blockBytes, ByteBuf plain)
      throws IOException {
    int length = size & ~BLOCK_IS_PLAIN;
    if (length > in.readableBytes()) {
      throw new IOException("an LZ4 block of " + length + " bytes");
    }
    if ((size & BLOCK_IS_PLAIN) != 0) {
      plain.writeBytes(in, length);
      return;
    }
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    plain.ensureWritable(blockBytes);
    int written =
        new Lz4Decompressor()
            .decompress(
                bytes,
                0,
                length,
                plain.array(),
                plain.arrayOffset() + plain.writerIndex(),
                blockBytes);
    plain.writerIndex(plain.writerIndex() + written);
  }

  @Override
  public ByteBuf compress(ByteBuf plain, ByteBufAllocator allocator) {
    ByteBuf compressed = allocator.heapBuffer(plain.readableBytes() + 64);
    int flags = VERSION_1 | INDEPENDENT_BLOCKS;
    compressed.writeIntLE(MAGIC).writeByte(flags).writeByte(BLOCKS_OF_64_KIB);
    compressed.writeByte(XxHash32.ofTwoBytes(flags, BLOCKS_OF_64_KIB) >>> 8);
    Lz4Compressor compressor = new Lz4Compressor();
    while (plain.isReadable()) {
      byte[] block = new byte[Math.min(BLOCK_BYTES, plain.readableBytes())];
      plain.readBytes(block);
      byte[] out = new byte[compressor.maxCompressedLength(block.length)];
      int length = compressor.compress(block, 0, block.length, out, 0, out.length);
      if (length < block.length) {
        compressed.writeIntLE(length).writeBytes(out, 0, length);
      } else {
        compressed.writeIntLE(block.length | BLOCK_IS_PLAIN).writeBytes(block);
      }
    }
    return compressed.writeIntLE(0);
  }
}
