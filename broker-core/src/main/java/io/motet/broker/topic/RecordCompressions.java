package io.motet.broker.topic;

import io.motet.storage.log.batch.Decompressor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The ways to compress that are on the class path, for the logs. */
public final class RecordCompressions implements Decompressor {
  /** More than any batch of the default size can be; a bomb is refused before it fills the heap. */
  private static final int MAX_PLAIN_BYTES = 256 << 20;

  private final Map<Integer, RecordCompression> byId = new HashMap<>();

  private RecordCompressions() {}

  /** All that ServiceLoader finds. */
  public static RecordCompressions find() {
    RecordCompressions found = new RecordCompressions();
    ServiceLoader.load(RecordCompression.class).forEach(one -> found.byId.put(one.id(), one));
    return found;
  }

  private RecordCompression get(int id) throws IOException {
    RecordCompression one = byId.get(id);
    if (one == null) {
      throw new IOException("no library for compression " + id);
    }
    return one;
  }

  @Override
  public ByteBuffer decompress(int compression, ByteBuffer records) throws IOException {
    return copy(
        get(compression)
            .decompress(
                Unpooled.wrappedBuffer(records), ByteBufAllocator.DEFAULT, MAX_PLAIN_BYTES));
  }

  @Override
  public ByteBuffer compress(int compression, ByteBuffer records) throws IOException {
    return copy(
        get(compression).compress(Unpooled.wrappedBuffer(records), ByteBufAllocator.DEFAULT));
  }

  private static ByteBuffer copy(ByteBuf bytes) {
    try {
      ByteBuffer copy = ByteBuffer.allocate(bytes.readableBytes());
      bytes.readBytes(copy);
      return copy.flip();
    } finally {
      bytes.release();
    }
  }
}
