package io.motet.kafka.compression;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;

/** Reads what is decompressed, up to a limit: a small input may stand for gigabytes. */
final class Plain {
  private static final int STEP_BYTES = 16 << 10;

  private Plain() {}

  /**
   * Reads a stream to its end.
   *
   * @return owned by the caller
   * @throws IOException when there are more bytes than allowed, or the stream is damaged
   */
  static ByteBuf read(InputStream in, ByteBufAllocator allocator, int maxBytes) throws IOException {
    ByteBuf plain = allocator.heapBuffer(STEP_BYTES);
    boolean done = false;
    try {
      while (plain.writeBytes(in, STEP_BYTES) >= 0) {
        check(plain.readableBytes(), maxBytes);
      }
      done = true;
      return plain;
    } catch (RuntimeException e) {
      throw damaged(e);
    } finally {
      if (!done) {
        plain.release();
      }
    }
  }

  /** Throws when there are too many. */
  static void check(long sizeBytes, int maxBytes) throws IOException {
    if (sizeBytes < 0 || sizeBytes > maxBytes) {
      throw new IOException("decompressed records of " + sizeBytes + " bytes, allowed " + maxBytes);
    }
  }

  /** What libraries say of wrong input. */
  static IOException damaged(RuntimeException cause) {
    return new IOException("compressed records are damaged: " + cause.getMessage(), cause);
  }

  /** The readable bytes as an array; reads them. */
  static byte[] take(ByteBuf bytes) {
    byte[] taken = new byte[bytes.readableBytes()];
    bytes.readBytes(taken);
    return taken;
  }
}
