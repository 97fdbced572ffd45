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

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Starts that end in a crash each leave a segment; so many are worth a checkpoint. */
  private static final int MOST_HELD = 8;

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
    this.room = new RoomWatch(settings, files, writer, appenders);
    this.recycler = new Recycler(segments, files, writer);
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
      if (!closing && (reclaimer.isBusy() || hasRoomToCopy())) {
        reclaimer.doWork(room.isTight());
      }
      recycler.run(checkpointer.replayFrom());
      room.look();
    } catch (IOException | RuntimeException e) {
      LOG.error("the journal's upkeep met an error and goes on", e);
    }
    return checkpointer.isBusy() || reclaimer.isBusy() ? BUSY_NANOS : IDLE_NANOS;
  }

  /** Copying may fill one segment; the checkpoint that makes it worth while may need another. */
  private boolean hasRoomToCopy() {
    return files.roomBytes() >= 2L * settings.segmentBytes();
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
    int held = recycler.countHeld(checkpointer.replayFrom());
    return written >= due
        || (room.isTight() && held > 0)
        || held >= MOST_HELD + due / settings.segmentBytes();
  }
}
