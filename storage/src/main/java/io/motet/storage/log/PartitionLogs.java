package io.motet.storage.log;

import io.motet.storage.disk.Disk;
import io.motet.storage.log.batch.BatchValidator;
import io.motet.storage.log.batch.Decompressor;
import io.motet.storage.log.segment.OpenFiles;
import io.motet.storage.log.segment.SegmentName;
import io.motet.storage.log.state.LogInventory;
import io.motet.storage.runtime.DutyCycle;
import io.motet.storage.runtime.StorageRuntime;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All logs of a data directory. Opening it lists the files and reads none. Three workers: one opens
 * and reads, one forces, one keeps things up. Thread-safe.
 */
public final class PartitionLogs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionLogs.class);
  private static final long TICK_NANOS = 500_000_000L;

  private final LogServices services;
  private final Map<String, PartitionLog> logs = new ConcurrentHashMap<>();
  private final Map<String, LogInventory> found;
  private final Set<PartitionLog> dirty = ConcurrentHashMap.newKeySet();
  private final TaskWorker reader;
  private final TaskWorker flusher;
  private final TaskWorker upkeep;
  private final LogUpkeep rounds;

  private PartitionLogs(
      Disk disk,
      StorageRuntime runtime,
      PartitionLogSettings settings,
      Decompressor decompressor,
      int leaderEpoch)
      throws IOException {
    OpenFiles files = new OpenFiles(disk, settings.mostOpenFiles());
    LogRoom room = new LogRoom(disk, settings.maxBytes(), settings.freeLimitBytes());
    this.services =
        new LogServices(
            files,
            runtime,
            decompressor,
            new BatchValidator(decompressor),
            room,
            new Workers(),
            leaderEpoch,
            settings.salvages());
    this.found = inventories(disk);
    this.rounds = new LogUpkeep(services, settings, logs.values(), dirty);
    this.reader = new TaskWorker(runtime, "motet-log-reader", () -> DutyCycle.UNTIL_WOKEN);
    this.flusher = new TaskWorker(runtime, "motet-log-flusher", this::flushDue);
    this.upkeep = new TaskWorker(runtime, "motet-log-upkeep", rounds::doWork);
  }

  /**
   * Looks what logs there are.
   *
   * @param leaderEpoch what batches are stamped with; greater than at every start before
   */
  public static PartitionLogs open(
      Disk disk,
      StorageRuntime runtime,
      PartitionLogSettings settings,
      Decompressor decompressor,
      int leaderEpoch)
      throws IOException {
    return new PartitionLogs(disk, runtime, settings, decompressor, leaderEpoch);
  }

  private static Map<String, LogInventory> inventories(Disk disk) throws IOException {
    Map<String, LogInventory> found = new HashMap<>();
    for (String name : disk.list()) {
      String id = SegmentName.logId(name);
      if (name.endsWith(SegmentName.TEMPORARY)) {
        disk.delete(name);
      } else if (id != null && name.endsWith(SegmentName.LOG)) {
        long base = SegmentName.baseOffset(name);
        found.merge(id, LogInventory.EMPTY.withSegment(base), (was, one) -> was.withSegment(base));
      } else if (id != null && name.endsWith(SegmentName.STATE)) {
        found.merge(id, LogInventory.EMPTY.withState(), (was, one) -> was.withState());
      }
    }
    return found;
  }

  /**
   * The log with that id, made when it is not there: an empty one writes nothing before its first
   * batch.
   *
   * @param id letters, digits, {@code _} and {@code -}; never used for another log again
   */
  public PartitionLog log(String id, LogSettings logSettings) {
    return logs.computeIfAbsent(
        id,
        key ->
            new PartitionLog(
                key, services, logSettings, found.getOrDefault(key, LogInventory.EMPTY)));
  }

  /** What batches are stamped with. */
  public int leaderEpoch() {
    return services.leaderEpoch();
  }

  /** All logs that were asked for. */
  public Collection<PartitionLog> all() {
    return logs.values();
  }

  /** Deletes a log; its files go a little later. */
  public CompletableFuture<Void> delete(PartitionLog log) {
    logs.remove(log.id(), log);
    dirty.remove(log);
    return log.delete();
  }

  /** Deletes the files of logs that nobody has asked for since the start, on a worker. */
  public void deleteOrphans() {
    for (Map.Entry<String, LogInventory> entry : found.entrySet()) {
      if (!logs.containsKey(entry.getKey())) {
        LOG.info("log {} belongs to nothing: deleted", entry.getKey());
        delete(
            new PartitionLog(entry.getKey(), services, LogSettings.defaults(), entry.getValue()));
      }
    }
    found.clear();
  }

  /** Bytes of all logs that are open. */
  public long usedBytes() {
    return services.room().usedBytes();
  }

  /** Files open now. */
  public int openFiles() {
    return services.files().count();
  }

  /** Forces logs whose oldest unforced record is older than their settings allow. */
  private long flushDue() {
    long now = services.runtime().currentTimeMillis();
    for (PartitionLog log : dirty) {
      long since = log.dirtySinceMillis();
      if (since != 0 && now - since >= log.settings().flushMillis()) {
        force(log, false);
      }
    }
    return TICK_NANOS;
  }

  private static void force(PartitionLog log, boolean withState) {
    try {
      log.force(withState, false);
    } catch (IOException e) {
      LOG.error("{} cannot be forced; it takes no more until the next start", log, e);
    }
  }

  /** Retention, compaction and notes of state at once, whatever the intervals say. For tests. */
  public CompletableFuture<Void> upkeepNow() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    upkeep.add(
        () -> {
          rounds.round();
          done.complete(null);
        });
    return done;
  }

  /** Ends the workers, forces all that is not, and notes it for the next start. */
  @Override
  public void close() {
    reader.close();
    flusher.close();
    upkeep.close();
    for (PartitionLog log : logs.values()) {
      OpenLog open = log.openLog();
      if (open != null && open.isUnsaved()) {
        try {
          log.force(true, true);
        } catch (IOException e) {
          LOG.error("{} cannot be forced", log, e);
        }
      }
    }
    services.files().close();
  }

  private final class Workers implements LogWorkers {
    @Override
    public void read(Runnable task) {
      reader.add(task);
    }

    @Override
    public void flush(PartitionLog log) {
      if (log.requestFlush()) {
        flusher.add(() -> force(log, false));
      }
    }

    @Override
    public void upkeep(Runnable task) {
      upkeep.add(task);
    }

    @Override
    public void dirty(PartitionLog log) {
      dirty.add(log);
    }
  }
}
