package io.motet.broker.stream;

import io.motet.broker.shard.Shard;
import io.motet.broker.topic.FetchResult;
import io.motet.broker.topic.Isolation;
import io.motet.broker.topic.Partition;
import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.Decompressor;
import io.motet.storage.log.batch.RecordCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one partition record by record, and leaves out what aborted transactions and the log itself
 * wrote. Never waits: where it would, {@link #next} gives nothing and the reader is woken later. On
 * one shard.
 */
final class PartitionReader {
  private static final int FETCH_BYTES = 128 << 10;

  private final Partition partition;
  private final Shard shard;
  private final Decompressor decompressor;
  private final Runnable wake;
  private final BatchHeader header = new BatchHeader();
  private final StreamRecord record = new StreamRecord();
  private final Set<Long> aborting = new HashSet<>();

  /** The next record to give has at least this offset. */
  private long nextOffset;

  /** The first batch is given from its beginning. */
  private boolean wholeBatch;

  /** A task is under way that wakes it. */
  private boolean waiting;

  /** The bytes at hand have been brought into the page cache, or cannot be. */
  private boolean warmed;

  private Throwable failure;

  private ByteBuf fetched;
  private ByteBuffer batches;
  private ByteBuffer records;
  private RecordCursor cursor;
  private List<FetchResult.AbortedTransaction> aborted = List.of();
  private int abortedAt;

  /**
   * @param wake run on the shard when there could be more
   */
  PartitionReader(Partition partition, Shard shard, Decompressor decompressor, Runnable wake) {
    this.partition = partition;
    this.shard = shard;
    this.decompressor = decompressor;
    this.wake = wake;
  }

  int partition() {
    return partition.index();
  }

  /**
   * Where to begin.
   *
   * @param fromBatch whether with the first record of the batch that has the offset
   */
  void begin(long offset, boolean fromBatch) {
    nextOffset = offset;
    wholeBatch = fromBatch;
  }

  /**
   * The next record, valid until the next call; null when there is none now.
   *
   * @throws IOException when the log cannot be read; to call again is no use
   */
  StreamRecord next() throws IOException {
    while (true) {
      if (cursor != null && cursor.next()) {
        long offset = header.baseOffset() + cursor.offsetDelta();
        if (offset >= nextOffset) {
          nextOffset = offset + 1;
          long timestamp =
              header.hasLogAppendTime()
                  ? header.maxTimestamp()
                  : header.baseTimestamp() + cursor.timestampDelta();
          record.set(records, cursor, offset, timestamp);
          return record;
        }
      } else if (cursor != null) {
        endBatch();
      } else if (batches == null) {
        if (!fetch()) {
          return null;
        }
      } else {
        beginBatch();
      }
    }
  }

  private void endBatch() {
    cursor = null;
    records = null;
    nextOffset = Math.max(nextOffset, header.nextOffset());
  }

  private void beginBatch() throws IOException {
    if (batches.remaining() < BatchHeader.BYTES) {
      drop();
      return;
    }
    int at = batches.position();
    header.read(batches, at);
    int end = at + (int) header.sizeBytes();
    batches.position(end);
    if (wholeBatch) {
      wholeBatch = false;
      nextOffset = Math.max(header.baseOffset(), partition.logStartOffset());
    }
    if (isLeftOut()) {
      nextOffset = Math.max(nextOffset, header.nextOffset());
      return;
    }
    ByteBuffer stored = batches.duplicate().limit(end).position(at + BatchHeader.BYTES).slice();
    records = decompressor.plain(header, stored);
    cursor = new RecordCursor(records);
  }

  private boolean isLeftOut() {
    while (abortedAt < aborted.size()
        && aborted.get(abortedAt).firstOffset() <= header.lastOffset()) {
      aborting.add(aborted.get(abortedAt++).producerId());
    }
    if (header.isControl()) {
      aborting.remove(header.producerId());
      return true;
    }
    return header.isTransactional() && aborting.contains(header.producerId());
  }

  /** Whether there is something to go on with. */
  private boolean fetch() throws IOException {
    if (waiting) {
      return false;
    }
    if (failure != null) {
      throw new IOException(failure);
    }
    if (!partition.isOpen()) {
      waiting = true;
      partition.open().whenComplete((done, why) -> shard.execute(() -> opened(why)));
      return false;
    }
    if (!warmed && !partition.isWarm(nextOffset, FETCH_BYTES)) {
      waiting = true;
      partition.warm(nextOffset, FETCH_BYTES, shard, this::warmed);
      return false;
    }
    warmed = false;
    FetchResult result = partition.fetch(nextOffset, FETCH_BYTES, true, Isolation.READ_COMMITTED);
    if (result instanceof FetchResult.Fetched found) {
      return take(found);
    }
    if (result instanceof FetchResult.OutOfRange range) {
      // Behind the end is a place to wait at; before the start is what retention took.
      boolean skip = nextOffset < range.logStartOffset();
      nextOffset = skip ? range.logStartOffset() : nextOffset;
      return skip;
    }
    throw new IOException(((FetchResult.Failed) result).text());
  }

  private void opened(Throwable why) {
    failure = why;
    waiting = false;
    wake.run();
  }

  private void warmed() {
    warmed = true;
    waiting = false;
    wake.run();
  }

  private boolean take(FetchResult.Fetched found) throws IOException {
    try {
      if (found.records().sizeBytes() == 0) {
        return false;
      }
      fetched = found.records().toBuffer(PooledByteBufAllocator.DEFAULT);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      found.records().release();
    }
    batches = fetched.nioBuffer();
    aborted = found.aborted() == null ? List.of() : found.aborted();
    abortedAt = 0;
    aborting.clear();
    return true;
  }

  private void drop() {
    batches = null;
    fetched.release();
    fetched = null;
  }

  /** Gives back what it holds. */
  void close() {
    cursor = null;
    records = null;
    if (fetched != null) {
      drop();
    }
  }
}
