package io.motet.storage.upkeep;

import io.motet.storage.journal.JournalSettings;
import io.motet.storage.runtime.DutyCycle;
import io.motet.storage.runtime.StorageRuntime;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.write.JournalWriter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps free files: those the tail needs next, and the reserve, so that nobody else can take its
 * room on the disk. What is free beyond that for long is deleted. A worker of its own, since the
 * zeros of one file take as long as many steps of the reclaim that would make the file unnecessary.
 */
public final class SpareFiles implements DutyCycle {
  private static final Logger LOG = LoggerFactory.getLogger(SpareFiles.class);

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A file must have been free for so long to be deleted. */
  private static final long TRIM_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A journal that is hardly used needs no second segment: not before 1/64 of one is written. */
  private static final int IDLE_SHARE = 64;

  /** Nor a reserve before 1/4 is written: until then the tail has room enough to settle that. */
  private static final int SMALL_SHARE = 4;

  private static final int MOST_SEGMENTS = 1 << 20;

  private final JournalSettings settings;
  private final StorageRuntime runtime;
  private final JournalWriter writer;
  private final SegmentFiles files;
  private long lastTrimNanos;

  public SpareFiles(
      JournalSettings settings, StorageRuntime runtime, JournalWriter writer, SegmentFiles files) {
    this.settings = settings;
    this.runtime = runtime;
    this.writer = writer;
    this.files = files;
    this.lastTrimNanos = runtime.nanoTime();
  }

  @Override
  public long doWork() {
    if (writer.failure() != null) {
      return UNTIL_WOKEN;
    }
    int wanted = wanted();
    try {
      trim(wanted + inSegments(settings.checkpointBytes()));
    } catch (IOException e) {
      LOG.warn("cannot delete a free file: {}", e.toString());
    }
    return files.prepare(wanted) ? 0 : IDLE_NANOS;
  }

  private void trim(int keep) throws IOException {
    long now = runtime.nanoTime();
    if (now - lastTrimNanos >= TRIM_NANOS) {
      lastTrimNanos = now;
      files.trim(keep);
    }
  }

  private int wanted() {
    long written = writer.counters().writtenBytes();
    if (written < settings.segmentBytes() / IDLE_SHARE) {
      return 0;
    }
    int ready = settings.prezeroedSegments();
    boolean small = written < settings.segmentBytes() / SMALL_SHARE;
    return small ? ready : ready + inSegments(settings.reserveBytes());
  }

  private int inSegments(long bytes) {
    return (int) Math.min(MOST_SEGMENTS, bytes / settings.segmentBytes());
  }
}
