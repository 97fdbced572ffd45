package io.motet.storage.recovery;

import io.motet.storage.record.BatchHeader;
import io.motet.storage.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Batches at the journal's end of which nothing says that they were ever forced.
 *
 * <p>They may be in the system's memory only, and after a failed force the system may take them for
 * written: forcing the file again would then do nothing. So they are written again, each to its
 * place, before anybody relies on them; so are the headers of their segments.
 */
final class Unproven {
  private record Batch(Segment segment, long offset, int sizeBytes, long lastSequence) {}

  private final ArrayDeque<Batch> batches = new ArrayDeque<>();

  /** Something says that all records up to this one are forced. */
  void forced(long sequence) {
    while (!batches.isEmpty() && batches.peek().lastSequence() <= sequence) {
      batches.poll();
    }
  }

  /** A batch has been found whole. */
  void found(Segment segment, long offset, BatchHeader header) {
    forced(header.forcedSequence());
    int sizeBytes = BatchHeader.SIZE_BYTES + header.payloadBytes();
    batches.add(new Batch(segment, offset, sizeBytes, header.nextSequence() - 1));
  }

  /** Writes them again; not forced. */
  void rewrite() throws IOException {
    for (Batch batch : batches) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(batch.sizeBytes());
      batch.segment().file().read(bytes, batch.offset());
      ByteBuffer[] pieces = {bytes.flip()};
      batch.segment().file().write(pieces, 1, batch.offset());
    }
  }
}
