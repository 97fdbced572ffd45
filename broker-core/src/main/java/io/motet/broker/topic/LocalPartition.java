package io.motet.broker.topic;

import io.motet.broker.topic.FetchResult.AbortedTransaction;
import io.motet.storage.log.LogAppend;
import io.motet.storage.log.LogIsolation;
import io.motet.storage.log.LogRead;
import io.motet.storage.log.LogTimestamp;
import io.motet.storage.log.PartitionLog;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A partition of this broker: its log in the words of the model. */
final class LocalPartition implements Partition {
  private final LocalTopic topic;
  private final int index;
  private final PartitionLog log;

  LocalPartition(LocalTopic topic, int index, PartitionLog log) {
    this.topic = topic;
    this.index = index;
    this.log = log;
  }

  PartitionLog log() {
    return log;
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
    return log.isOpen();
  }

  @Override
  public CompletableFuture<Void> open() {
    return log.open();
  }

  @Override
  public int leaderEpoch() {
    return log.leaderEpoch();
  }

  @Override
  public long logStartOffset() {
    return log.logStartOffset();
  }

  @Override
  public long logEndOffset() {
    return log.endOffset();
  }

  @Override
  public long highWatermark() {
    return log.highWatermark();
  }

  @Override
  public long lastStableOffset() {
    return log.lastStableOffset();
  }

  @Override
  public long sizeBytes() {
    return log.sizeBytes();
  }

  @Override
  public AppendResult append(ByteBuf batch, AppendOrigin origin) {
    return result(log.append(batch, origin == AppendOrigin.CLIENT));
  }

  @Override
  public AppendResult appendEndMarker(
      long producerId, short producerEpoch, boolean commit, int coordinatorEpoch) {
    return result(log.appendEndMarker(producerId, producerEpoch, commit, coordinatorEpoch));
  }

  private static AppendResult result(LogAppend append) {
    if (append instanceof LogAppend.Appended done) {
      return new AppendResult.Appended(
          done.baseOffset(),
          done.lastOffset(),
          done.logAppendTimeMillis(),
          done.logStartOffset(),
          done.duplicate());
    }
    LogAppend.Refused refused = (LogAppend.Refused) append;
    return new AppendResult.Refused(AppendError.valueOf(refused.error().name()), refused.text());
  }

  @Override
  public void whenCommitted(long offset, Executor executor, CommitCallback callback) {
    log.whenCommitted(offset, executor, callback::committed);
  }

  @Override
  public FetchResult fetch(
      long offset, int maxBytes, boolean atLeastOneBatch, Isolation isolation) {
    LogRead read;
    try {
      read = log.read(offset, maxBytes, atLeastOneBatch, isolation(isolation));
    } catch (IOException e) {
      return new FetchResult.Failed(topic.deleted(), e.getMessage());
    }
    if (read instanceof LogRead.OutOfRange range) {
      return new FetchResult.OutOfRange(range.logStartOffset(), range.highWatermark());
    }
    LogRead.Found found = (LogRead.Found) read;
    return new FetchResult.Fetched(
        found.highWatermark(),
        found.lastStableOffset(),
        found.logStartOffset(),
        aborted(found),
        new LocalRecords(found.region()));
  }

  private static LogIsolation isolation(Isolation isolation) {
    return switch (isolation) {
      case READ_UNCOMMITTED -> LogIsolation.HIGH_WATERMARK;
      case READ_COMMITTED -> LogIsolation.COMMITTED;
      case LOG_END -> LogIsolation.LOG_END;
    };
  }

  private static List<AbortedTransaction> aborted(LogRead.Found found) {
    if (found.aborted() == null) {
      return null;
    }
    List<AbortedTransaction> aborted = new ArrayList<>(found.aborted().size());
    found
        .aborted()
        .forEach(one -> aborted.add(new AbortedTransaction(one.producerId(), one.firstOffset())));
    aborted.sort(java.util.Comparator.comparingLong(AbortedTransaction::firstOffset));
    return aborted;
  }

  @Override
  public boolean isWarm(long offset, int maxBytes) {
    return log.isWarm(offset, maxBytes);
  }

  @Override
  public void warm(long offset, int maxBytes, Executor executor, Runnable task) {
    // A failure shows again when the caller fetches.
    log.warm(offset, maxBytes).whenComplete((done, failure) -> executor.execute(task));
  }

  @Override
  public CompletableFuture<TimestampOffset> offsetForTimestamp(long timestampMillis) {
    return log.offsetForTimestamp(timestampMillis).thenApply(LocalPartition::found);
  }

  @Override
  public CompletableFuture<TimestampOffset> offsetOfMaxTimestamp() {
    return log.offsetOfMaxTimestamp().thenApply(LocalPartition::found);
  }

  private static TimestampOffset found(LogTimestamp found) {
    return found.offset() < 0
        ? TimestampOffset.NONE
        : new TimestampOffset(found.timestampMillis(), found.offset(), found.leaderEpoch());
  }

  @Override
  public CompletableFuture<Long> deleteRecordsBefore(long offset) {
    long highWatermark = log.highWatermark();
    long wanted = offset == -1 ? highWatermark : offset;
    if (wanted < 0 || wanted > highWatermark) {
      return CompletableFuture.failedFuture(
          new OffsetOutOfRangeException(
              "Cannot increment the log start offset to "
                  + offset
                  + " of "
                  + topic.name()
                  + "-"
                  + index
                  + " since it is larger than the high watermark "
                  + highWatermark));
    }
    return log.deleteBefore(wanted);
  }

  @Override
  public EpochEnd endOffsetFor(int leaderEpoch) {
    int epoch = log.floorEpoch(leaderEpoch);
    return epoch < 0 ? EpochEnd.UNKNOWN : new EpochEnd(epoch, log.endOfEpoch(leaderEpoch));
  }

  @Override
  public OptionalInt latestEpoch() {
    int latest = log.latestEpoch();
    return latest < 0 ? OptionalInt.empty() : OptionalInt.of(latest);
  }

  @Override
  public List<ProducerDescription> producers() {
    return log.producers().stream()
        .map(
            one ->
                new ProducerDescription(
                    one.producerId(),
                    one.epoch(),
                    one.lastSequence(),
                    one.lastTimestamp(),
                    one.coordinatorEpoch(),
                    one.transactionFirstOffset()))
        .toList();
  }

  @Override
  public boolean hasOpenTransaction(long producerId) {
    return log.hasOpenTransaction(producerId);
  }

  @Override
  public CompletableFuture<Void> flush() {
    return log.flush();
  }

  @Override
  public Registration listen(PartitionListener listener) {
    return log.listen(() -> listener.changed(this))::run;
  }

  @Override
  public String toString() {
    return topic.name() + "-" + index;
  }
}
