package io.motet.kafka.fake;

import io.motet.broker.topic.AppendOrigin;
import io.motet.broker.topic.AppendResult;
import io.motet.broker.topic.FetchResult;
import io.motet.broker.topic.Isolation;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.PartitionListener;
import io.motet.broker.topic.ProducerDescription;
import io.motet.broker.topic.Records;
import io.motet.broker.topic.TimestampOffset;
import io.motet.broker.topic.Topic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.FileRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A log without a disk, without the checks that are the real one's. Closed until it is opened. */
final class MemoryPartition implements Partition {
  private static final int LAST_OFFSET_DELTA = 23;
  private static final int MAX_TIMESTAMP = 35;

  /** One batch as it was appended. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Batch(long baseOffset, long lastOffset, long maxTimestamp, byte[] bytes) {}

  private final MemoryTopic topic;
  private final int index;
  private final List<PartitionListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Batch> batches = new ArrayList<>();
  private volatile boolean open;
  private volatile long start;
  private volatile long end;

  MemoryPartition(MemoryTopic topic, int index) {
    this.topic = topic;
    this.index = index;
  }

  void changed() {
    listeners.forEach(listener -> listener.changed(this));
  }

  @Override
  public Topic topic() {
    return topic;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public CompletableFuture<Void> open() {
    return CompletableFuture.runAsync(() -> open = true);
  }

  @Override
  public int leaderEpoch() {
    return 0;
  }

  @Override
  public long logStartOffset() {
    return start;
  }

  @Override
  public long logEndOffset() {
    return end;
  }

  @Override
  public long highWatermark() {
    return end;
  }

  @Override
  public long lastStableOffset() {
    return end;
  }

  @Override
  public synchronized long sizeBytes() {
    return batches.stream().mapToLong(batch -> batch.bytes().length).sum();
  }

  @Override
  public AppendResult append(ByteBuf batch, AppendOrigin origin) {
    Batch added;
    synchronized (this) {
      int at = batch.readerIndex();
      batch.setLong(at, end);
      long last = end + batch.getInt(at + LAST_OFFSET_DELTA);
      added =
          new Batch(end, last, batch.getLong(at + MAX_TIMESTAMP), ByteBufUtil.getBytes(batch));
      batches.add(added);
      end = last + 1;
    }
    changed();
    return new AppendResult.Appended(added.baseOffset(), added.lastOffset(), -1, start, false);
  }

  @Override
  public AppendResult appendEndMarker(
      long producerId, short producerEpoch, boolean commit, int coordinatorEpoch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void whenCommitted(long offset, Executor executor, CommitCallback callback) {
    executor.execute(() -> callback.committed(null));
  }

  @Override
  public synchronized FetchResult fetch(
      long offset, int maxBytes, boolean atLeastOneBatch, Isolation isolation) {
    if (topic.deleted()) {
      return new FetchResult.Failed(true, "deleted");
    }
    if (offset < start || offset > end) {
      return new FetchResult.OutOfRange(start, end);
    }
    List<byte[]> found = new ArrayList<>();
    int size = 0;
    for (Batch batch : batches) {
      if (batch.lastOffset() >= offset) {
        boolean fits = size + batch.bytes().length <= maxBytes;
        if (!fits && !(atLeastOneBatch && size == 0)) {
          break;
        }
        found.add(batch.bytes());
        size += batch.bytes().length;
      }
    }
    List<FetchResult.AbortedTransaction> aborted =
        isolation == Isolation.READ_COMMITTED ? List.of() : null;
    return new FetchResult.Fetched(end, end, start, aborted, new MemoryRecords(found, size));
  }

  /** Cold now and then, so that callers must not count on it. */
  @Override
  public boolean isWarm(long offset, int maxBytes) {
    return offset % 2 == 0;
  }

  @Override
  public void warm(long offset, int maxBytes, Executor executor, Runnable task) {
    CompletableFuture.runAsync(() -> executor.execute(task));
  }

  @Override
  public synchronized CompletableFuture<TimestampOffset> offsetForTimestamp(long timestampMillis) {
    for (Batch batch : batches) {
      if (batch.maxTimestamp() >= timestampMillis) {
        return CompletableFuture.completedFuture(
            new TimestampOffset(batch.maxTimestamp(), batch.baseOffset(), 0));
      }
    }
    return CompletableFuture.completedFuture(TimestampOffset.NONE);
  }

  @Override
  public CompletableFuture<TimestampOffset> offsetOfMaxTimestamp() {
    return CompletableFuture.completedFuture(TimestampOffset.NONE);
  }

  @Override
  public CompletableFuture<Long> deleteRecordsBefore(long offset) {
    start = offset < 0 ? end : offset;
    return CompletableFuture.completedFuture(start);
  }

  @Override
  public EpochEnd endOffsetFor(int leaderEpoch) {
    return new EpochEnd(0, end);
  }

  @Override
  public OptionalInt latestEpoch() {
    return OptionalInt.of(0);
  }

  @Override
  public List<ProducerDescription> producers() {
    return List.of();
  }

  @Override
  public boolean hasOpenTransaction(long producerId) {
    return false;
  }

  @Override
  public CompletableFuture<Void> flush() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Registration listen(PartitionListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private record MemoryRecords(List<byte[]> batches, int sizeBytes) implements Records {
    @Override
    public FileRegion toRegion() {
      return null;
    }

    @Override
    public ByteBuf toBuffer(ByteBufAllocator allocator) {
      ByteBuf buffer = allocator.buffer(sizeBytes);
      batches.forEach(buffer::writeBytes);
      return buffer;
    }

    @Override
    public void release() {}
  }
}
