package io.motet.storage.upkeep;

import io.motet.storage.append.ShardAppender;
import io.motet.storage.checkpoint.Checkpointer;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.reclaim.Reclaimer;
import io.motet.storage.runtime.DutyCycle;
import io.motet.storage.runtime.StorageRuntime;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.segment.SegmentTable;
import io.motet.storage.write.JournalWriter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The background worker's cycle. */
public final class Upkeep implements DutyCycle {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A journal that is hardly used needs no second segment. */
  private static final long IDLE_BYTES = 1 << 20;

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final JournalSettings settings;
  private final StorageRuntime runtime;
  private final JournalWriter writer;
  private final SegmentFiles files;
  private final Checkpointer checkpointer;
  private final Reclaimer reclaimer;
  private final RoomWatch room;
  private final Recycler recycler;
  private volatile boolean checkpointRequested;
  private boolean closing;
  private long bytesAtCheckpoint;
  private long lastTriedNanos;

  /**
   * @param unreplayedBytes journal written behind the newest checkpoint by earlier processes
   */
  public Upkeep(
      JournalSettings settings,
      StorageRuntime runtime,
      JournalWriter writer,
      SegmentFiles files,
      SegmentTable segments,
      Iterable<ShardAppender> appenders,
      Checkpointer checkpointer,
      Reclaimer reclaimer,
      long unreplayedBytes) {
    this.settings = settings;
    this.runtime = runtime;
    this.writer = writer;
    this.files = files;
    this.checkpointer = checkpointer;
    this.reclaimer = reclaimer;
    this.room = new RoomWatch(settings, files, appenders);
    this.recycler = new Recycler(segments, files);
    this.bytesAtCheckpoint = -unreplayedBytes;
    this.lastTriedNanos = runtime.nanoTime() - RETRY_NANOS;
  }

  /** Frees what recovery found dead; before the first segment is begun. */
  public void start() throws IOException {
    recycler.run(checkpointer.replayFrom());
  }

  /** Asks for a checkpoint; any thread. */
  public void requestCheckpoint() {
    checkpointRequested = true;
  }

  /** Begins nothing new but the last checkpoint. */
  public void close() {
    closing = true;
    reclaimer.close();
    requestCheckpoint();
  }

  @Override
  public long doWork() {
    if (writer.failure() != null) {
      return UNTIL_WOKEN;
    }
    try {
      room.look();
      beginCheckpoint();
      checkpointer.doWork();
      if (!closing && (reclaimer.isBusy() || files.roomBytes() >= settings.segmentBytes())) {
        reclaimer.doWork(room.isTight());
      }
      recycler.run(checkpointer.replayFrom());
      room.look();
      if (writer.counters().writtenBytes() > IDLE_BYTES) {
        files.prepare();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("the journal's upkeep met an error and goes on", e);
    }
    return checkpointer.isBusy() || reclaimer.isBusy() ? BUSY_NANOS : IDLE_NANOS;
  }

  private void beginCheckpoint() {
    if (checkpointer.isBusy() || !isCheckpointDue()) {
      return;
    }
    checkpointRequested = false;
    bytesAtCheckpoint = writer.counters().writtenBytes();
    lastTriedNanos = runtime.nanoTime();
    checkpointer.begin();
  }

  /** Rarer for a long backlog, so that checkpoints stay a small share of what is written. */
  private boolean isCheckpointDue() {
    if (checkpointRequested) {
      return true;
    }
    if (runtime.nanoTime() - lastTriedNanos < RETRY_NANOS) {
      return false;
    }
    long written = writer.counters().writtenBytes() - bytesAtCheckpoint;
    long due = Math.max(settings.checkpointBytes(), 2 * checkpointer.sizeBytes());
    return written >= due
        || (room.isTight() && recycler.isCheckpointWanted(checkpointer.replayFrom()));
  }
}
