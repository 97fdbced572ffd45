package io.motet.storage.log;

import io.motet.storage.log.LogAppend.Refused;
import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.EndMarker;
import io.motet.storage.log.producer.ProducerView;
import io.motet.storage.log.segment.Segment;
import io.motet.storage.log.state.LogInventory;
import io.motet.storage.log.state.LogRecovery;
import io.motet.storage.log.state.RecoveredLog;
import io.motet.storage.log.state.StateFile;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One log: record batches in order, each with offsets of its own. Thread-safe.
 *
 * <p>Its state comes into memory when it is first needed. {@link #append} writes to the page cache
 * under a short lock; {@link #read} takes none. What may wait for the disk returns a future that a
 * worker completes. A log that is not open is opened by whoever needs it, on its own thread: front
 * ends ask {@link #isOpen} before.
 */
public final class PartitionLog {
  private final String id;
  private final LogServices services;
  private final List<LogListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean flushRequested = new AtomicBoolean();
  private volatile LogSettings settings;
  private volatile Parts parts;
  private volatile boolean deleted;

  /** What there was at start; empty once it is open. */
  private volatile LogInventory inventory;

  /** What works on the log once it is open. */
  private record Parts(
      OpenLog log, LogReader reader, LogForce force, LogRetention retention, LogTimes times) {}

  PartitionLog(String id, LogServices services, LogSettings settings, LogInventory inventory) {
    this.id = id;
    this.services = services;
    this.settings = settings;
    this.inventory = inventory;
  }

  private Parts parts(RecoveredLog found) {
    OpenLog log = new OpenLog(this, services, settings, found);
    LogForce force = new LogForce(services, log, id);
    return new Parts(
        log,
        new LogReader(log),
        force,
        new LogRetention(services, log, force),
        new LogTimes(log, services.decompressor()));
  }

  /** Names its files. */
  public String id() {
    return id;
  }

  // ---- opening ----

  /** Whether its state is in memory, or there is nothing to read for that. */
  public boolean isOpen() {
    return parts != null || inventory.isEmpty();
  }

  /** Brings it into memory, on a worker. */
  public CompletableFuture<Void> open() {
    return onReader(
        () -> {
          opened();
          return null;
        });
  }

  private Parts opened() throws IOException {
    Parts now = parts;
    return now != null ? now : recover();
  }

  private synchronized Parts recover() throws IOException {
    if (parts == null) {
      LogRecovery recovery =
          new LogRecovery(
              services.files(), id, inventory, settings.indexIntervalBytes(), services.salvages());
      RecoveredLog found = recovery.run();
      Parts recovered = parts(found);
      services.room().changed(recovered.log.segments().sizeBytes());
      if (settings.forcesBeforeCommit()) {
        // A kill leaves records that no force has seen; readers may not see them before one has.
        recovered.force.run(false, false);
      }
      parts = recovered;
      inventory = LogInventory.EMPTY;
      if (recovered.log.recoveryPoint() < found.endOffset()) {
        services.workers().dirty(this);
      }
    }
    return parts;
  }

  private Parts openedUnchecked() {
    try {
      return opened();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  // ---- figures ----

  /** First offset that can be read. */
  public long logStartOffset() {
    return openedUnchecked().log.logStart();
  }

  /** Offset of the next record. */
  public long endOffset() {
    return openedUnchecked().log.end().endOffset();
  }

  /** Behind what readers may see. */
  public long highWatermark() {
    return openedUnchecked().log.end().highWatermark();
  }

  /** Behind what readers of committed records may see. */
  public long lastStableOffset() {
    return openedUnchecked().log.end().lastStableOffset();
  }

  /** Bytes of all segments. */
  public long sizeBytes() {
    return openedUnchecked().log.segments().sizeBytes();
  }

  /** How many segments it has. */
  public int segmentCount() {
    return openedUnchecked().log.segments().all().length;
  }

  /** What batches are stamped with. */
  public int leaderEpoch() {
    return services.leaderEpoch();
  }

  /** The latest epoch that has a record, or -1. */
  public int latestEpoch() {
    return openedUnchecked().log.epochs().latest();
  }

  /** The greatest epoch with records that is not greater, or -1. */
  public int floorEpoch(int epoch) {
    return openedUnchecked().log.epochs().floor(epoch);
  }

  /** Where the records of the first later epoch begin, or the log's end. */
  public long endOfEpoch(int epoch) {
    OpenLog log = openedUnchecked().log;
    return log.epochs().endOf(epoch, log.end().endOffset());
  }

  /** The producers it remembers. */
  public List<ProducerView> producers() {
    OpenLog log = openedUnchecked().log;
    synchronized (log) {
      return log.producers().views();
    }
  }

  /** Whether the producer has a transaction open here. */
  public boolean hasOpenTransaction(long producerId) {
    OpenLog log = openedUnchecked().log;
    synchronized (log) {
      return log.producers().hasOpenTransaction(producerId);
    }
  }

  // ---- settings ----

  public LogSettings settings() {
    return settings;
  }

  /** Applies from the next append on. */
  public synchronized void settings(LogSettings newSettings) {
    settings = newSettings;
    Parts now = parts;
    if (now != null) {
      now.log.settings(newSettings);
    }
  }

  // ---- appends ----

  /**
   * Appends one batch as it is, but for the fields that the log decides; they are set in the
   * buffer, which stays the caller's.
   */
  public LogAppend append(ByteBuf batch, boolean fromClient) {
    if (deleted) {
      return gone();
    }
    OpenLog log;
    try {
      log = opened().log;
    } catch (IOException e) {
      return new Refused(LogError.KAFKA_STORAGE_ERROR, e.getMessage());
    }
    BatchHeader header = new BatchHeader();
    Refused refused =
        services
            .validator()
            .check(
                batch.nioBuffer(),
                header,
                fromClient,
                log.settings(),
                services.runtime().currentTimeMillis());
    if (refused != null) {
      return refused;
    }
    return told(log, log.append(batch, header, fromClient));
  }

  /** Ends a transaction here. */
  public LogAppend appendEndMarker(
      long producerId, short producerEpoch, boolean commit, int coordinatorEpoch) {
    if (deleted) {
      return gone();
    }
    OpenLog log = openedUnchecked().log;
    EndMarker marker = new EndMarker(commit, coordinatorEpoch);
    return told(log, log.appendEnd(producerId, producerEpoch, marker));
  }

  private static Refused gone() {
    return new Refused(LogError.UNKNOWN_TOPIC_OR_PARTITION, "the log has been deleted");
  }

  private LogAppend told(OpenLog log, LogAppend result) {
    boolean visible = result instanceof LogAppend.Appended appended && !appended.duplicate();
    if (visible && !log.settings().forcesBeforeCommit()) {
      tellListeners();
    }
    return result;
  }

  /** Tells when an offset is committed: at once, or when the disk has everything before it. */
  public void whenCommitted(long offset, Executor executor, Committed callback) {
    OpenLog log = openedUnchecked().log;
    log.whenCommitted(offset, executor, callback);
    if (log.end().highWatermark() < offset) {
      services.workers().flush(this);
    }
  }

  // ---- reads ----

  /**
   * Reads whole batches beginning with the one that has the offset, from one segment.
   *
   * @param atLeastOne whether the first is given even if larger than {@code maxBytes}
   */
  public LogRead read(long offset, int maxBytes, boolean atLeastOne, LogIsolation isolation)
      throws IOException {
    if (deleted) {
      throw new IOException("the log has been deleted");
    }
    return opened().reader.read(offset, maxBytes, atLeastOne, isolation);
  }

  /** Whether {@link #read} there will hardly wait for the disk. */
  public boolean isWarm(long offset, int maxBytes) {
    Parts now = parts;
    return now != null && now.reader.isWarm(offset, maxBytes);
  }

  /** Brings what {@link #read} will need into the page cache, on a worker. */
  public CompletableFuture<Void> warm(long offset, int maxBytes) {
    return onReader(
        () -> {
          opened().reader.warm(offset, maxBytes);
          return null;
        });
  }

  /** The first record that is not older. */
  public CompletableFuture<LogTimestamp> offsetForTimestamp(long timestampMillis) {
    return onReader(() -> opened().times.first(timestampMillis));
  }

  /** The first record with the greatest timestamp. */
  public CompletableFuture<LogTimestamp> offsetOfMaxTimestamp() {
    return onReader(() -> opened().times.latest());
  }

  // ---- head, forces, end ----

  /** Moves the log's start; the offset must not be behind the high watermark. */
  public CompletableFuture<Long> deleteBefore(long offset) {
    return onUpkeep(
        () -> {
          Parts now = opened();
          if (now.retention.deleteBefore(offset)) {
            tellListeners();
          }
          return now.log.logStart();
        });
  }

  /** Forces everything that is there, and notes it for the next start. */
  public CompletableFuture<Void> flush() {
    return onUpkeep(
        () -> {
          force(true, false);
          return null;
        });
  }

  /** Whether this call is the first to ask for a force since the last one began. */
  boolean requestFlush() {
    return flushRequested.compareAndSet(false, true);
  }

  /** Forces on the calling thread. */
  void force(boolean withState, boolean ends) throws IOException {
    flushRequested.set(false);
    Parts now = parts;
    if (now != null && !deleted && now.force.run(withState, ends)) {
      tellListeners();
    }
  }

  /** Lets go what its settings say, on the calling thread. */
  void applyRetention() throws IOException {
    boolean empty = parts == null && inventory.isEmpty();
    if (!deleted && !empty && opened().retention.apply()) {
      tellListeners();
    }
  }

  /** When its oldest unforced record came, or 0. */
  long dirtySinceMillis() {
    Parts now = parts;
    return now == null ? 0 : now.log.dirtySinceMillis();
  }

  /** The log in memory, or null. */
  OpenLog openLog() {
    Parts now = parts;
    return now == null ? null : now.log;
  }

  /** From now on nothing is appended or read; the files go on a worker. */
  CompletableFuture<Void> delete() {
    deleted = true;
    Parts now = parts;
    if (now != null) {
      now.log.failed(new IOException("the log has been deleted"));
    }
    tellListeners();
    return onUpkeep(
        () -> {
          deleteFiles();
          return null;
        });
  }

  /** A log that is not open, perhaps because it is damaged, is deleted without a look at it. */
  private synchronized void deleteFiles() throws IOException {
    Parts now = parts;
    if (now == null) {
      for (long baseOffset : inventory.baseOffsets()) {
        Segment.fresh(services.files(), id, baseOffset).delete();
      }
    } else {
      for (Segment segment : now.log.segments().all()) {
        segment.delete();
        services.room().changed(-segment.sizeBytes());
      }
    }
    new StateFile(services.files(), id).delete();
  }

  public boolean isDeleted() {
    return deleted;
  }

  // ---- listeners ----

  /** Adds a listener; run the result to remove it. */
  public Runnable listen(LogListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tellListeners() {
    for (LogListener listener : listeners) {
      listener.changed();
    }
  }

  // ---- workers ----

  private <T> CompletableFuture<T> onReader(IoCall<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    services.workers().read(() -> complete(result, call));
    return result;
  }

  private <T> CompletableFuture<T> onUpkeep(IoCall<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    services.workers().upkeep(() -> complete(result, call));
    return result;
  }

  private static <T> void complete(CompletableFuture<T> result, IoCall<T> call) {
    try {
      result.complete(call.run());
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  @FunctionalInterface
  private interface IoCall<T> {
    T run() throws IOException;
  }

  @Override
  public String toString() {
    return "log " + id;
  }
}
