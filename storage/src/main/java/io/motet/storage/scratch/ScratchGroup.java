package io.motet.storage.scratch;

import io.motet.storage.record.RecordWriter;
import io.motet.storage.segment.Position;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.CRC32C;

/** Messages written to scratch space in one I/O, each behind its checksum as in the journal. */
final class ScratchGroup {
  private final List<ScratchWrite> writes;
  private final ByteBuf bytes;
  private long base;

  /** Takes the messages over. */
  ScratchGroup(List<ScratchWrite> writes) {
    this.writes = writes;
    int size = 0;
    for (ScratchWrite write : writes) {
      size += RecordWriter.CHECKSUM_BEFORE_BYTES + write.encoded().readableBytes();
    }
    bytes = PooledByteBufAllocator.DEFAULT.directBuffer(size);
    CRC32C crc = new CRC32C();
    for (ScratchWrite write : writes) {
      crc.reset();
      crc.update(write.encoded().nioBuffer());
      bytes.writeInt((int) crc.getValue());
      bytes.writeBytes(write.encoded(), write.encoded().readerIndex(), length(write));
    }
  }

  private static int length(ScratchWrite write) {
    return write.encoded().readableBytes();
  }

  int sizeBytes() {
    return bytes.readableBytes();
  }

  void write(ScratchFile file) throws IOException {
    long offset = file.end();
    ByteBuffer[] pieces = {bytes.nioBuffer()};
    file.file().write(pieces, 1, offset);
    base = Position.ofScratch(file.number(), offset);
    file.written(writes.size(), offset + sizeBytes());
  }

  /** Tells everybody where the messages stand: one task for neighbours with the same executor. */
  void report() {
    int first = 0;
    long position = base;
    while (first < writes.size()) {
      int end = sameExecutor(first);
      long begin = position;
      long[] positions = new long[end - first];
      for (int i = first; i < end; i++) {
        positions[i - first] = begin + RecordWriter.CHECKSUM_BEFORE_BYTES;
        begin += RecordWriter.CHECKSUM_BEFORE_BYTES + length(writes.get(i));
      }
      int from = first;
      execute(
          writes.get(first).executor(),
          () -> {
            for (int i = 0; i < positions.length; i++) {
              writes.get(from + i).callback().written(positions[i]);
            }
          });
      position = begin;
      first = end;
    }
    release();
  }

  void fail(IOException cause) {
    for (ScratchWrite write : writes) {
      execute(write.executor(), () -> write.callback().failed(cause));
    }
    release();
  }

  private int sameExecutor(int first) {
    int end = first + 1;
    while (end < writes.size() && writes.get(end).executor().equals(writes.get(first).executor())) {
      end++;
    }
    return end;
  }

  private static void execute(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // The shard has ended, and its transient messages with it.
      return;
    }
  }

  private void release() {
    bytes.release();
    for (ScratchWrite write : writes) {
      write.encoded().release();
    }
  }
}
