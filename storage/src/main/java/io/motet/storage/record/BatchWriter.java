package io.motet.storage.record;

import io.motet.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Puts a header before pieces of payload and writes all in one call. Not thread-safe. */
public final class BatchWriter {
  private static final int FIRST_CAPACITY = 16;

  private final ByteBuffer header = ByteBuffer.allocateDirect(BatchHeader.SIZE_BYTES);
  private final CRC32C crc = new CRC32C();
  private ByteBuffer[] pieces = new ByteBuffer[FIRST_CAPACITY];
  private int count = 1;
  private int payloadBytes;

  /** Adds payload. The buffer is used, from its position to its limit, until the write. */
  public void add(ByteBuffer piece) {
    if (count == pieces.length) {
      pieces = Arrays.copyOf(pieces, 2 * count);
    }
    pieces[count++] = piece;
    payloadBytes += piece.remaining();
  }

  /** Bytes of payload added since the last write. */
  public int payloadBytes() {
    return payloadBytes;
  }

  /** Writes what has been added, and forgets it. */
  public void write(
      DiskFile file,
      long offset,
      int generation,
      long firstSequence,
      int records,
      int flags,
      long forcedSequence)
      throws IOException {
    new BatchHeader(generation, payloadBytes, firstSequence, records, flags, forcedSequence)
        .encode(header);
    BatchHeader.checksum(header, checksum());
    pieces[0] = header.clear();
    try {
      file.write(pieces, count, offset);
    } finally {
      Arrays.fill(pieces, 0, count, null);
      count = 1;
      payloadBytes = 0;
    }
  }

  private int checksum() {
    crc.reset();
    BatchHeader.check(header, crc);
    for (int i = 1; i < count; i++) {
      crc.update(pieces[i].duplicate());
    }
    return (int) crc.getValue();
  }
}
