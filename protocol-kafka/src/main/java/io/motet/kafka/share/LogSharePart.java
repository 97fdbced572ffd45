package io.motet.kafka.share;

import io.motet.broker.shard.Shard;
import io.motet.broker.topic.FetchResult;
import io.motet.broker.topic.Isolation;
import io.motet.broker.topic.Partition;
import io.motet.kafka.share.state.AcknowledgeException;
import io.motet.kafka.share.state.Acknowledgement;
import io.motet.kafka.share.state.ShareLimits;
import io.motet.kafka.share.state.SharePartitionState;
import io.motet.kafka.share.state.Stretch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;

/** A partition of a topic in a share group: its state, its log, and time. */
final class LogSharePart implements SharePart {
  private static final Shard.Timer NO_TIMER = () -> {};

  private final Partition log;
  private final Shard shard;
  private final Isolation isolation;
  private final SavedState saved;
  private final SharePartitionState state;
  private final Set<Runnable> waiting = new CopyOnWriteArraySet<>();
  private Shard.Timer expiry = NO_TIMER;
  private long expiryAtMillis = Long.MAX_VALUE;

  private LogSharePart(
      ShareKey key,
      Partition log,
      ShareStates store,
      Shard shard,
      Isolation isolation,
      SharePartitionState state) {
    this.log = log;
    this.shard = shard;
    this.isolation = isolation;
    this.state = state;
    this.saved = new SavedState(store, key, state::encode);
  }

  /**
   * Takes up where the group was, or begins where the strategy says; then that is durable.
   *
   * @return completes on the groups' thread
   */
  static CompletableFuture<LogSharePart> open(
      ShareKey key,
      Partition log,
      ShareStates store,
      Shard shard,
      ShareLimits limits,
      Isolation isolation,
      String strategy) {
    CompletableFuture<Void> opened =
        log.isOpen() ? CompletableFuture.completedFuture(null) : log.open();
    byte[] known = store.load(key);
    if (known != null) {
      SharePartitionState state = SharePartitionState.decode(limits, known);
      return opened.thenApplyAsync(
          done -> new LogSharePart(key, log, store, shard, isolation, state), shard);
    }
    return opened
        .thenCompose(done -> OffsetReset.offset(strategy, log, shard.currentTimeMillis()))
        .thenApplyAsync(
            offset ->
                new LogSharePart(
                    key, log, store, shard, isolation, new SharePartitionState(limits, offset)),
            shard)
        .thenCompose(part -> part.saved.save().thenApply(done -> part));
  }

  SharePartitionState state() {
    return state;
  }

  Partition log() {
    return log;
  }

  @Override
  public CompletableFuture<ShareRead> read(String owner, ShareDemand demand) {
    if (!state.canAcquire()) {
      return nothing();
    }
    long from = state.nextFetchOffset();
    if (from >= end()) {
      return nothing();
    }
    if (log.isWarm(from, demand.maxBytes())) {
      return CompletableFuture.completedFuture(readWarm(owner, demand));
    }
    CompletableFuture<ShareRead> answer = new CompletableFuture<>();
    log.warm(from, demand.maxBytes(), shard, () -> answer.complete(readWarm(owner, demand)));
    return answer;
  }

  private long end() {
    return isolation == Isolation.READ_COMMITTED ? log.lastStableOffset() : log.highWatermark();
  }

  private static CompletableFuture<ShareRead> nothing() {
    return CompletableFuture.completedFuture(none());
  }

  private static ShareRead none() {
    return new ShareRead(Unpooled.EMPTY_BUFFER, List.of());
  }

  private ShareRead readWarm(String owner, ShareDemand demand) {
    if (!state.canAcquire()) {
      return none();
    }
    long from = state.nextFetchOffset();
    FetchResult result = log.fetch(from, demand.maxBytes(), true, isolation);
    if (result instanceof FetchResult.OutOfRange range && from < range.logStartOffset()) {
      state.logStartsAt(range.logStartOffset());
      from = state.nextFetchOffset();
      result = log.fetch(from, demand.maxBytes(), true, isolation);
    }
    if (!(result instanceof FetchResult.Fetched found)) {
      return none();
    }
    try {
      if (found.records().sizeBytes() == 0) {
        return none();
      }
      return acquire(
          owner,
          demand,
          from,
          found.records().toBuffer(PooledByteBufAllocator.DEFAULT),
          new AbortedBatches(found.aborted()));
    } finally {
      found.records().release();
    }
  }

  private ShareRead acquire(
      String owner, ShareDemand demand, long from, ByteBuf batches, AbortedBatches aborted) {
    BatchScan scan = new BatchScan(batches);
    List<Stretch> acquired = new ArrayList<>();
    long left = demand.maxRecords();
    long at = from;
    while (left > 0 && scan.next()) {
      long first = Math.max(scan.first(), at);
      if (first > at) {
        state.skip(at, first - 1);
      }
      at = scan.last() + 1;
      if (aborted.leavesOut(scan)) {
        state.archive(first, scan.last());
      } else {
        int most = (int) (demand.wholeBatches() ? Math.max(left, at - first) : left);
        left -= acquire(owner, first, scan.last(), most, acquired);
      }
      if (!acquired.isEmpty() && state.isLast(acquired.get(acquired.size() - 1))) {
        break;
      }
    }
    if (acquired.isEmpty()) {
      batches.release();
      return none();
    }
    watchExpiry();
    return new ShareRead(cut(batches, acquired.get(acquired.size() - 1).last()), acquired);
  }

  /** Returns how many were acquired. */
  private long acquire(
      String owner, long first, long last, int maxRecords, List<Stretch> acquired) {
    long count = 0;
    for (Stretch got :
        state.acquire(
            owner, first, last, maxRecords, shard.currentTimeMillis(), acquired.isEmpty())) {
      Stretch.append(acquired, got);
      count += got.count();
    }
    return count;
  }

  /** Without the batches behind the last one that is needed. */
  private static ByteBuf cut(ByteBuf batches, long lastOffset) {
    BatchScan scan = new BatchScan(batches);
    int end = batches.writerIndex();
    while (scan.next()) {
      if (scan.last() >= lastOffset) {
        end = scan.end();
        break;
      }
    }
    return batches.writerIndex(end);
  }

  @Override
  public CompletableFuture<Void> acknowledge(String owner, List<Acknowledgement> acknowledgements) {
    try {
      state.acknowledge(owner, acknowledgements, shard.currentTimeMillis());
    } catch (AcknowledgeException e) {
      return CompletableFuture.failedFuture(e);
    }
    watchExpiry();
    wake();
    return saved.save();
  }

  @Override
  public void release(String owner) {
    if (state.release(owner)) {
      changed();
    }
  }

  private void changed() {
    // Nobody waits for that: without it a record is only tried once more.
    saved.save();
    watchExpiry();
    wake();
  }

  private void watchExpiry() {
    long next = state.nextExpiryMillis();
    if (next >= expiryAtMillis && expiryAtMillis != Long.MAX_VALUE) {
      return;
    }
    expiry.cancel();
    expiryAtMillis = next;
    expiry = NO_TIMER;
    if (next != Long.MAX_VALUE) {
      long delay = Math.max(1, next - shard.currentTimeMillis());
      expiry = shard.schedule(delay, this::expire);
    }
  }

  private void expire() {
    expiryAtMillis = Long.MAX_VALUE;
    expiry = NO_TIMER;
    if (state.expire(shard.currentTimeMillis())) {
      changed();
    } else {
      watchExpiry();
    }
  }

  private void wake() {
    waiting.forEach(Runnable::run);
  }

  @Override
  public Runnable whenMore(Runnable task) {
    waiting.add(task);
    Partition.Registration registration = log.listen(changed -> task.run());
    return () -> {
      waiting.remove(task);
      registration.close();
    };
  }

  @Override
  public void close() {
    expiry.cancel();
    saved.close();
    wake();
  }
}
