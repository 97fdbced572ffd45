package io.motet.storage.log.batch;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The checksum of a batch. */
public final class BatchChecksum {
  private BatchChecksum() {}

  /** Of the batch of that size at an absolute index. */
  public static int of(ByteBuffer bytes, int at, int sizeBytes) {
    CRC32C crc = new CRC32C();
    ByteBuffer covered = bytes.duplicate();
    covered.limit(at + sizeBytes).position(at + BatchHeader.ATTRIBUTES_AT);
    crc.update(covered);
    return (int) crc.getValue();
  }
}
