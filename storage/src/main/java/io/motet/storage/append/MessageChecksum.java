package io.motet.storage.append;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Checksums of single messages, so that a message read back alone can be verified. */
final class MessageChecksum {
  private final CRC32C crc = new CRC32C();

  int of(ByteBuffer bytes, int index, int length) {
    crc.reset();
    crc.update(bytes.limit(index + length).position(index));
    return (int) crc.getValue();
  }
}
