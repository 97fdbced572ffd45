package io.motet.storage.log.batch;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Opens and makes compressed records; the log itself has no library for it. Thread-safe. */
public interface Decompressor {
  /** Knows no compression at all. */
  Decompressor NONE =
      new Decompressor() {
        @Override
        public ByteBuffer decompress(int compression, ByteBuffer records) throws IOException {
          throw new IOException("no library for compression " + compression);
        }

        @Override
        public ByteBuffer compress(int compression, ByteBuffer records) throws IOException {
          throw new IOException("no library for compression " + compression);
        }
      };

  /**
   * The plain records.
   *
   * @param compression the number in the batch's attributes, not 0
   * @throws IOException for a compression that is not known, wrong bytes, or far too many
   */
  ByteBuffer decompress(int compression, ByteBuffer records) throws IOException;

  /** The other way. */
  ByteBuffer compress(int compression, ByteBuffer records) throws IOException;

  /** The records of a batch, plain. */
  default ByteBuffer plain(BatchHeader header, ByteBuffer records) throws IOException {
    return header.compression() == 0 ? records : decompress(header.compression(), records);
  }
}
