package io.motet.storage.checkpoint;

import io.motet.storage.append.Barrier;
import io.motet.storage.append.ShardAppender;
import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.StateSource;
import io.motet.storage.runtime.StorageRuntime;
import io.motet.storage.segment.FreeFile;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.write.JournalPoint;
import io.motet.storage.write.JournalWriter;
import io.motet.storage.write.SafePoint;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a checkpoint in steps:
 *
 * <ol>
 *   <li>the journal thread gives a point up to which all is forced and the shards know it;
 *   <li>the core writes its state, which holds at least everything before that point;
 *   <li>a barrier makes durable whatever else the state may have shown;
 *   <li>transactions begun before the barrier are waited for, since the state may show half of one;
 *   <li>the file gets its name, and the one before is deleted.
 * </ol>
 *
 * <p>A failure on the way costs only this checkpoint. Single-threaded but for the getters.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one writer
public final class Checkpointer {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

  private final Disk disk;
  private final SegmentFiles files;
  private final long segmentBytes;
  private final StorageRuntime runtime;
  private final JournalWriter writer;
  private final Iterable<ShardAppender> appenders;
  private final StateSource state;
  private State step = State.IDLE;
  private SafePoint begin;
  private SafePoint afterBarrier;
  private Barrier barrier;
  private CheckpointWriter file;
  private boolean wanted;
  private boolean busy;
  private volatile long number;
  private volatile long taken;
  private volatile long failed;
  private volatile JournalPoint replayFrom;
  private volatile long sizeBytes;

  private enum State {
    IDLE,
    POINT,
    BARRIER,
    TRANSACTIONS
  }

  /**
   * @param files lend their reserve when the disk is full
   * @param replayFrom of the checkpoint on disk, or null
   * @param number of the checkpoint on disk, or 0
   */
  public Checkpointer(
      Disk disk,
      SegmentFiles files,
      JournalSettings settings,
      StorageRuntime runtime,
      JournalWriter writer,
      Iterable<ShardAppender> appenders,
      StateSource state,
      JournalPoint replayFrom,
      long number) {
    this.disk = disk;
    this.files = files;
    this.segmentBytes = settings.segmentBytes();
    this.runtime = runtime;
    this.writer = writer;
    this.appenders = appenders;
    this.state = state;
    this.replayFrom = replayFrom;
    this.number = number;
  }

  /** Begins a checkpoint at the next step, unless one is under way. */
  public void begin() {
    wanted = true;
  }

  /** Whether one is under way. */
  public boolean isBusy() {
    return wanted || busy;
  }

  /** How many have been taken since the start. */
  public long taken() {
    return taken;
  }

  /** How many have been given up since the start. */
  public long failed() {
    return failed;
  }

  /** Size of the newest; 0 before the first. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Segments wholly before this are not needed for recovery; null without a checkpoint. */
  public JournalPoint replayFrom() {
    return replayFrom;
  }

  /** Goes as far as it can without waiting. */
  public void doWork() {
    try {
      State before;
      do {
        before = step;
        step = next();
      } while (step != before);
    } catch (IOException | RuntimeException e) {
      LOG.warn("checkpoint {} is given up", number + 1, e);
      abandon();
    }
  }

  /** Gives up what is under way. */
  public void close() {
    if (file != null) {
      abandon();
    }
  }

  private State next() throws IOException {
    return switch (step) {
      case IDLE -> idle();
      case POINT -> point();
      case BARRIER -> barrier();
      case TRANSACTIONS -> transactions();
    };
  }

  private State idle() {
    if (!wanted || writer.failure() != null) {
      return State.IDLE;
    }
    wanted = false;
    busy = true;
    writer.requestPoint();
    return State.POINT;
  }

  private State point() throws IOException {
    begin = writer.point();
    if (begin == null) {
      return State.POINT;
    }
    CheckpointHeader header =
        new CheckpointHeader(number + 1, runtime.randomInt(), begin.replayFrom());
    file = new CheckpointWriter(newFile(), header);
    file.begin();
    state.writeTo(file);
    barrier = new Barrier(appenders);
    return State.BARRIER;
  }

  /**
   * An empty file, or on a full disk one that was kept for a segment: its blocks are there. What it
   * held is never taken for part of the checkpoint, which has a generation of its own.
   */
  private DiskFile newFile() throws IOException {
    FreeFile reserved = disk.freeBytes() < segmentBytes ? files.takeOver() : null;
    if (reserved == null) {
      return disk.create(unfinishedName(), 0);
    }
    try {
      disk.rename(reserved.file().name(), unfinishedName());
      return reserved.file();
    } catch (IOException e) {
      reserved.file().close();
      disk.delete(reserved.file().name());
      throw e;
    }
  }

  private State barrier() {
    if (!barrier.isReached()) {
      return State.BARRIER;
    }
    afterBarrier = null;
    writer.requestPoint();
    return State.TRANSACTIONS;
  }

  private State transactions() throws IOException {
    SafePoint now = writer.point();
    if (now == null) {
      return State.TRANSACTIONS;
    }
    if (afterBarrier == null) {
      afterBarrier = now;
    }
    if (now.replayFrom().sequence() < afterBarrier.end().sequence()) {
      writer.requestPoint();
      return State.TRANSACTIONS;
    }
    publish();
    return State.IDLE;
  }

  private void publish() throws IOException {
    file.finish();
    sizeBytes = file.sizeBytes();
    file.close();
    file = null;
    disk.rename(unfinishedName(), CheckpointFile.name(number + 1));
    disk.forceDirectory();
    disk.delete(CheckpointFile.name(number));
    number++;
    taken++;
    replayFrom = begin.replayFrom();
    busy = false;
  }

  private String unfinishedName() {
    return CheckpointFile.name(number + 1) + CheckpointFile.UNFINISHED;
  }

  private void abandon() {
    try {
      if (file != null) {
        file.close();
        file = null;
        disk.delete(unfinishedName());
      }
    } catch (IOException e) {
      LOG.warn("cannot delete {}", unfinishedName(), e);
    }
    step = State.IDLE;
    failed++;
    busy = false;
  }
}
