package io.motet.storage.checkpoint;

import io.motet.storage.disk.DiskFile;
import io.motet.storage.journal.StateSource.CheckpointSink;
import io.motet.storage.record.BatchHeader;
import io.motet.storage.record.BatchWriter;
import io.motet.storage.record.PlacesCodec;
import io.motet.storage.record.RecordWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Writes one checkpoint file. Shards give their state from their own threads; the lock is held for
 * a few copies' worth of encoding, and while a full block is written.
 *
 * <p>An I/O error comes out of the sink's methods as an {@link UncheckedIOException}.
 */
final class CheckpointWriter implements CheckpointSink, AutoCloseable {
  private static final int BLOCK_BYTES = 256 * 1024;
  private static final int MOST_PLACE_BYTES = 64;

  private final DiskFile file;
  private final CheckpointHeader header;
  private final BatchWriter batch = new BatchWriter();
  private final PlacesCodec places = new PlacesCodec();
  private final ByteBuf block = PooledByteBufAllocator.DEFAULT.directBuffer(BLOCK_BYTES);
  private boolean inPlaces;
  private int records;
  private long totalRecords;
  private long offset = CheckpointHeader.SIZE_BYTES;

  /** The file is this writer's to close. */
  CheckpointWriter(DiskFile file, CheckpointHeader header) {
    this.file = file;
    this.header = header;
  }

  /** Writes the header. */
  void begin() throws IOException {
    ByteBuffer[] head = {header.encode()};
    file.write(head, 1, 0);
  }

  @Override
  public synchronized void metadata(String key, byte[] value) {
    endPlaces();
    RecordWriter.metadataPut(block, key, value);
    records++;
    writeIfFull();
  }

  @Override
  public synchronized void horizon(long queueId, long sequence) {
    endPlaces();
    RecordWriter.horizon(block, queueId, sequence);
    records++;
    writeIfFull();
  }

  @Override
  public synchronized void message(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis,
      int deliveryCount) {
    if (!inPlaces) {
      places.begin(block);
      inPlaces = true;
      records++;
    }
    places.add(
        block, queueId, sequence, position, sizeBytes, attributes, expiresAtMillis, deliveryCount);
    writeIfFull();
  }

  private void endPlaces() {
    if (inPlaces) {
      places.end(block);
      inPlaces = false;
    }
  }

  private void writeIfFull() {
    if (block.readableBytes() >= BLOCK_BYTES - MOST_PLACE_BYTES) {
      try {
        writeBlock();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void writeBlock() throws IOException {
    endPlaces();
    batch.add(block.nioBuffer());
    int bytes = BatchHeader.alignedBytes(batch.payloadBytes());
    batch.write(file, offset, header.generation(), totalRecords, records, 0, 0);
    offset += bytes;
    totalRecords += records;
    records = 0;
    block.clear();
  }

  /** Writes the end and forces the file. */
  synchronized void finish() throws IOException {
    endPlaces();
    records++;
    RecordWriter.checkpointEnd(block, totalRecords + records);
    writeBlock();
    file.force();
  }

  /** Bytes written. */
  synchronized long sizeBytes() {
    return offset;
  }

  @Override
  public void close() throws IOException {
    block.release();
    file.close();
  }
}
