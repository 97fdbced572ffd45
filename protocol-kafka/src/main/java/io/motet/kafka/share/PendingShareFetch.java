package io.motet.kafka.share;

import io.motet.broker.shard.Shard;
import io.motet.kafka.api.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One fetch until there is something to answer with, or its time is up. On the groups' thread, but
 * for the wake-ups.
 */
final class PendingShareFetch {
  /** What was found. */
  record Result(Map<ShareKey, ShareRead> reads, Map<ShareKey, ErrorCode> errors) {
    static final Result NOTHING = new Result(Map.of(), Map.of());
  }

  private final ShareParts parts;
  private final ShareSession session;
  private final ShareDemand demand;
  private final Shard shard;
  private final CompletableFuture<Result> answer = new CompletableFuture<>();
  private final Map<ShareKey, SharePart> open = new LinkedHashMap<>();
  private final Map<ShareKey, ErrorCode> errors = new LinkedHashMap<>();
  private final Map<ShareKey, ShareRead> reads = new LinkedHashMap<>();
  private final List<Runnable> registrations = new ArrayList<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private Shard.Timer timer;
  private boolean reading;
  private boolean again;
  private boolean lastTry;

  PendingShareFetch(ShareParts parts, ShareSession session, ShareDemand demand, Shard shard) {
    this.parts = parts;
    this.session = session;
    this.demand = demand;
    this.shard = shard;
  }

  /** Completes on the groups' thread. */
  CompletableFuture<Result> start(List<ShareKey> keys, int maxWaitMillis) {
    List<CompletableFuture<?>> openings = new ArrayList<>();
    for (ShareKey key : keys) {
      CompletableFuture<SharePart> opening = parts.open(key);
      if (opening == null) {
        errors.put(key, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
      } else {
        openings.add(opening.handle((part, failure) -> opened(key, part, failure)));
      }
    }
    CompletableFuture.allOf(openings.toArray(CompletableFuture[]::new))
        .thenRunAsync(() -> begin(maxWaitMillis), shard);
    return answer;
  }

  private ErrorCode opened(ShareKey key, SharePart part, Throwable failure) {
    if (failure == null) {
      open.put(key, part);
      return ErrorCode.NONE;
    }
    errors.put(key, ErrorCode.KAFKA_STORAGE_ERROR);
    return ErrorCode.KAFKA_STORAGE_ERROR;
  }

  private void begin(int maxWaitMillis) {
    lastTry = maxWaitMillis <= 0 || open.isEmpty() || !errors.isEmpty();
    if (!lastTry) {
      open.values().forEach(part -> registrations.add(part.whenMore(this::wake)));
      timer = shard.schedule(maxWaitMillis, this::timeIsUp);
    }
    attempt();
  }

  /** Any thread. */
  private void wake() {
    if (scheduled.compareAndSet(false, true)) {
      shard.execute(
          () -> {
            scheduled.set(false);
            attempt();
          });
    }
  }

  private void timeIsUp() {
    lastTry = true;
    attempt();
  }

  private void attempt() {
    if (answer.isDone()) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    if (session.isClosed()) {
      finish();
      return;
    }
    reading = true;
    again = false;
    readFrom(new ArrayList<>(open.keySet()), 0, demand.maxRecords(), demand.maxBytes());
  }

  private void readFrom(List<ShareKey> keys, int index, long leftRecords, int leftBytes) {
    if (index == keys.size() || leftRecords <= 0 || leftBytes <= 0) {
      attempted();
      return;
    }
    ShareKey key = keys.get(index);
    ShareDemand left = new ShareDemand((int) leftRecords, demand.wholeBatches(), leftBytes);
    open.get(key)
        .read(session.owner(), left)
        .whenComplete(
            (read, failure) -> {
              long records = 0;
              int bytes = 0;
              if (failure != null) {
                errors.put(key, ErrorCode.KAFKA_STORAGE_ERROR);
              } else if (!read.isEmpty()) {
                reads.put(key, read);
                records = read.count();
                bytes = read.records().readableBytes();
              }
              readFrom(keys, index + 1, leftRecords - records, leftBytes - bytes);
            });
  }

  private void attempted() {
    reading = false;
    if (lastTry || !reads.isEmpty() || !errors.isEmpty() || session.isClosed()) {
      finish();
    } else if (again) {
      attempt();
    }
  }

  private void finish() {
    registrations.forEach(Runnable::run);
    if (timer != null) {
      timer.cancel();
    }
    if (session.isClosed()) {
      // The connection has gone while messages were on their way: nobody will get them.
      reads.values().forEach(read -> read.records().release());
      reads.keySet().forEach(key -> open.get(key).release(session.owner()));
      reads.clear();
    }
    answer.complete(new Result(reads, errors));
  }
}
