package io.motet.storage.file;

import io.motet.storage.append.Barrier;
import io.motet.storage.append.ShardAppender;
import io.motet.storage.checkpoint.Checkpointer;
import io.motet.storage.disk.DirectoryLock;
import io.motet.storage.disk.Disk;
import io.motet.storage.disk.FileDisk;
import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.Journal;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.JournalStatistics;
import io.motet.storage.journal.ReadCallback;
import io.motet.storage.journal.RecoveryListener;
import io.motet.storage.journal.RecoveryMode;
import io.motet.storage.journal.ScratchSpace;
import io.motet.storage.journal.StateSource;
import io.motet.storage.read.ColdReader;
import io.motet.storage.read.ReadSource;
import io.motet.storage.reclaim.Reclaimer;
import io.motet.storage.recovery.Recovered;
import io.motet.storage.recovery.Recovery;
import io.motet.storage.runtime.DutyCycle;
import io.motet.storage.runtime.StorageRuntime;
import io.motet.storage.runtime.SystemRuntime;
import io.motet.storage.runtime.Worker;
import io.motet.storage.scratch.ScratchFiles;
import io.motet.storage.segment.Position;
import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.segment.SegmentTable;
import io.motet.storage.upkeep.SpareFiles;
import io.motet.storage.upkeep.Upkeep;
import io.motet.storage.write.JournalWriter;
import io.motet.storage.write.Tail;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on a disk: assembly and life cycle. Five workers: one writes, one keeps things up,
 * one makes files ready, one reads, one writes scratch space.
 */
public final class FileJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

  private static final String FOLDER = "journal";
  private static final long CLOSE_NANOS = 3_000_000_000L;

  private final Closeable lock;
  private final Disk disk;
  private final StorageRuntime runtime;
  private final JournalSettings settings;
  private final SegmentTable segments = new SegmentTable();
  private final SegmentFiles files;
  private final Recovered recovered;
  private final JournalWriter writer;
  private final ColdReader reader;
  private final ScratchFiles scratch;
  private final List<ShardAppender> appenders = new CopyOnWriteArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private volatile Worker upkeepWorker;
  private volatile Worker spareFilesWorker;
  private Checkpointer checkpointer;
  private Reclaimer reclaimer;
  private Upkeep upkeep;

  private FileJournal(
      Closeable lock,
      Disk disk,
      StorageRuntime runtime,
      JournalSettings settings,
      RecoveryListener listener)
      throws IOException {
    this.lock = lock;
    this.disk = disk;
    this.runtime = runtime;
    this.settings = settings;
    this.files = new SegmentFiles(disk, settings);
    this.scratch = new ScratchFiles(disk, settings.segmentBytes(), settings.diskFreeLimitBytes());
    scratch.clear();
    this.recovered = recover(listener);
    Tail tail =
        new Tail(
            settings, runtime, files, segments, recovered.lastSegmentNumber(), recovered.end());
    this.writer = new JournalWriter(settings, runtime, tail, this::rolled);
    this.reader = new ColdReader(this::find, settings.readAheadBytes());
  }

  private Recovered recover(RecoveryListener listener) throws IOException {
    try {
      return new Recovery(disk, settings, files, segments, listener).run();
    } catch (IOException | RuntimeException e) {
      closeFiles();
      throw e;
    }
  }

  /**
   * Locks the data directory, recovers into the listener and returns the journal, not yet started.
   *
   * @param dataDirectory created when absent; the journal's files are in its {@code journal} folder
   * @throws IOException when the directory is in use, the format is unknown, or the journal is
   *     damaged; the message says what to do
   */
  public static FileJournal open(
      Path dataDirectory, JournalSettings settings, RecoveryListener listener) throws IOException {
    DirectoryLock lock = DirectoryLock.acquire(dataDirectory);
    try {
      Disk disk = new FileDisk(dataDirectory.resolve(FOLDER));
      return new FileJournal(lock, disk, new SystemRuntime(), settings, listener);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The same on any disk and runtime; for simulation. */
  public static FileJournal open(
      Disk disk, StorageRuntime runtime, JournalSettings settings, RecoveryListener listener)
      throws IOException {
    return new FileJournal(() -> {}, disk, runtime, settings, listener);
  }

  /** What recovery found. */
  public Recovered recovered() {
    return recovered;
  }

  @Override
  public void retain(long position, int sizeBytes) {
    Segment segment = segments.get(Position.number(position));
    boolean there = segment != null && Position.offset(position) + sizeBytes <= segment.end();
    if (there) {
      segment.addLive(1, sizeBytes);
      return;
    }
    String what = "the journal lacks the message at " + Position.text(position);
    if (settings.recovery() == RecoveryMode.STRICT) {
      throw new IllegalStateException(
          what + "; to start without it, set journal.recovery = salvage once");
    }
    LOG.warn(what);
  }

  @Override
  public JournalAppender openAppender(int shard, Executor owner, AppenderListener listener) {
    ShardAppender appender =
        new ShardAppender(owner, listener, writer.handover(), segments, settings.chunkBytes());
    appenders.add(appender);
    writer.addShard(appender.completions());
    return appender;
  }

  @Override
  public void start(StateSource state) {
    checkpointer =
        new Checkpointer(
            disk,
            files,
            settings,
            runtime,
            writer,
            appenders,
            state,
            recovered.replayFrom(),
            recovered.lastCheckpointNumber());
    reclaimer = new Reclaimer(settings, runtime, segments, state, () -> wake(upkeepWorker));
    upkeep =
        new Upkeep(
            settings,
            runtime,
            writer,
            files,
            segments,
            appenders,
            checkpointer,
            reclaimer,
            recovered.replayedBytes());
    try {
      upkeep.start();
      writer.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    writer.worker(run("motet-journal", writer));
    reader.worker(run("motet-journal-read", reader));
    scratch.worker(run("motet-scratch", scratch));
    SpareFiles spareFiles = new SpareFiles(settings, runtime, writer, files);
    spareFilesWorker = run("motet-journal-files", spareFiles);
    upkeepWorker = run("motet-journal-upkeep", upkeep);
  }

  private Worker run(String name, DutyCycle cycle) {
    Worker worker = runtime.start(name, cycle);
    workers.add(worker);
    return worker;
  }

  /** A segment has been begun, or could not be. */
  private void rolled() {
    wake(upkeepWorker);
    wake(spareFilesWorker);
  }

  private static void wake(Worker worker) {
    if (worker != null) {
      worker.wake();
    }
  }

  private ReadSource find(long position) {
    if (Position.isScratch(position)) {
      return scratch.find(position);
    }
    Segment segment = segments.get(Position.number(position));
    return segment == null ? null : new ReadSource(segment.file(), segment.end());
  }

  @Override
  public void read(
      long[] positions, int[] sizesBytes, int count, Executor executor, ReadCallback callback) {
    reader.read(positions, sizesBytes, count, executor, callback);
  }

  @Override
  public ScratchSpace scratch() {
    return scratch;
  }

  @Override
  public JournalStatistics statistics() {
    return new JournalStatistics(
        writer.counters().batches(),
        writer.counters().forces(),
        writer.counters().forceNanos(),
        writer.counters().writtenBytes(),
        reader.readBytes(),
        segments.liveBytes(),
        segments.count(),
        files.totalBytes(),
        reclaimer == null ? 0 : reclaimer.relocatedBytes(),
        checkpointer == null ? 0 : checkpointer.taken(),
        scratch.totalBytes());
  }

  @Override
  public void checkpoint() {
    long ended = checkpointer.taken() + checkpointer.failed();
    upkeep.requestCheckpoint();
    wake(upkeepWorker);
    while (checkpointer.taken() + checkpointer.failed() == ended && writer.failure() == null) {
      runtime.pause();
    }
  }

  @Override
  public void close() {
    workers.forEach(Worker::stop);
    if (upkeep != null) {
      finish();
    }
    reader.close();
    appenders.forEach(ShardAppender::close);
    if (checkpointer != null) {
      checkpointer.close();
    }
    try {
      scratch.close();
      closeFiles();
      lock.close();
    } catch (IOException e) {
      LOG.warn("cannot close the journal's files", e);
    }
  }

  private void closeFiles() throws IOException {
    files.close();
    for (Segment segment : segments.all()) {
      segment.file().close();
    }
  }

  /**
   * Writes what is under way and takes the last checkpoint, on this thread in the workers' stead.
   * The checkpoint may fail; then the next start finds everything in the journal.
   */
  private void finish() {
    long deadline = runtime.nanoTime() + CLOSE_NANOS;
    Barrier written = new Barrier(appenders);
    if (!work(written::isReached, deadline)) {
      LOG.warn("the journal cannot be written to its end in time");
      return;
    }
    long ended = checkpointer.taken() + checkpointer.failed();
    upkeep.close();
    if (!work(() -> checkpointer.taken() + checkpointer.failed() > ended, deadline)) {
      LOG.warn("the last checkpoint takes too long; the next start replays the journal");
    }
  }

  /** Returns false when the time is over; true, too, when the journal fails meanwhile. */
  private boolean work(BooleanSupplier reached, long deadline) {
    while (!reached.getAsBoolean() && writer.failure() == null) {
      upkeep.doWork();
      writer.doWork();
      for (ShardAppender appender : appenders) {
        if (appender.completions().isOrphaned()) {
          appender.takeCompletions();
        }
      }
      if (runtime.nanoTime() - deadline > 0) {
        return false;
      }
      runtime.pause();
    }
    return true;
  }
}
