package io.motet.storage.record;

import io.motet.storage.disk.DiskFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads the batches in a region of a file, one after the other, and verifies each. Where there is
 * none it says so and stays; {@link #search} then looks for the next one further on.
 */
public final class BatchReader implements AutoCloseable {
  private static final int WINDOW_BYTES = 1 << 20;

  private final DiskFile file;
  private final int generation;
  private final long limit;
  private final CRC32C crc = new CRC32C();
  private ByteBuf window;
  private ByteBuffer bytes;
  private long windowStart;
  private int windowBytes;
  private long offset;
  private BatchHeader header;

  /** Reads from {@code start} on, and nothing at or beyond {@code limit}. */
  public BatchReader(DiskFile file, int generation, long start, long limit) {
    this.file = file;
    this.generation = generation;
    this.limit = limit;
    this.offset = start;
    allocate(WINDOW_BYTES);
  }

  private void allocate(int sizeBytes) {
    window = PooledByteBufAllocator.DEFAULT.directBuffer(sizeBytes);
    bytes = window.nioBuffer(0, sizeBytes);
    windowBytes = 0;
  }

  /** Where the current batch begins, or where none was found. */
  public long offset() {
    return offset;
  }

  /** Header of the batch found last. */
  public BatchHeader header() {
    return header;
  }

  /** Where in the file the payload of the current batch begins. */
  public long payloadOffset() {
    return offset + BatchHeader.SIZE_BYTES;
  }

  /** The payload of the current batch; valid until the next call. */
  public ByteBuf payload() {
    int index = (int) (payloadOffset() - windowStart);
    return window.setIndex(0, windowBytes).slice(index, header.payloadBytes());
  }

  /** Whether a valid batch begins at {@link #offset()}. */
  public boolean read() throws IOException {
    header = null;
    BatchHeader found = readHeader();
    if (found == null || !load(offset, BatchHeader.SIZE_BYTES + found.payloadBytes())) {
      return false;
    }
    if (actualChecksum(found) != BatchHeader.checksum(at(offset))) {
      return false;
    }
    header = found;
    return true;
  }

  /** Goes past the current batch. */
  public void skip() {
    offset += BatchHeader.alignedBytes(header.payloadBytes());
  }

  /** Length of what looks like a batch of this use at {@link #offset()}; 0 if nothing does. */
  public long begunBytes() throws IOException {
    BatchHeader begun = readHeader();
    return begun == null ? 0 : BatchHeader.alignedBytes(begun.payloadBytes());
  }

  /** Moves to the next valid batch after {@link #offset()}; false if there is none. */
  public boolean search() throws IOException {
    while (offset + BatchHeader.SIZE_BYTES <= limit) {
      offset += BatchHeader.ALIGNMENT_BYTES;
      if (read()) {
        return true;
      }
    }
    return false;
  }

  private BatchHeader readHeader() throws IOException {
    if (!load(offset, BatchHeader.SIZE_BYTES)) {
      return null;
    }
    int index = (int) (offset - windowStart);
    if (window.getInt(index) != BatchHeader.MAGIC) {
      return null;
    }
    BatchHeader found = BatchHeader.decode(at(offset));
    boolean plausible =
        found.generation() == generation
            && found.payloadBytes() >= 0
            && found.payloadBytes() <= limit - payloadOffset();
    return plausible ? found : null;
  }

  private ByteBuffer at(long fileOffset) {
    return bytes.slice((int) (fileOffset - windowStart), BatchHeader.SIZE_BYTES);
  }

  private int actualChecksum(BatchHeader found) {
    crc.reset();
    int index = (int) (offset - windowStart);
    int length = BatchHeader.SIZE_BYTES + found.payloadBytes() - BatchHeader.CHECKED_FROM;
    crc.update(bytes.slice(index + BatchHeader.CHECKED_FROM, length));
    return (int) crc.getValue();
  }

  /** Sees to it that the window holds a range; false if the file or the region ends before. */
  private boolean load(long from, int length) throws IOException {
    if (from >= windowStart && from + length <= windowStart + windowBytes) {
      return true;
    }
    if (from + length > limit) {
      return false;
    }
    if (length > bytes.capacity()) {
      window.release();
      allocate(length);
    }
    bytes.clear().limit((int) Math.min(bytes.capacity(), limit - from));
    windowStart = from;
    windowBytes = file.read(bytes, from);
    bytes.clear();
    return windowBytes >= length;
  }

  @Override
  public void close() {
    window.release();
  }
}
