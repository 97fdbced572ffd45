package io.motet.storage.reclaim;

import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.StateSource;
import io.motet.storage.runtime.StorageRuntime;
import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentHeader;
import io.motet.storage.segment.SegmentTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the segment to be emptied: the oldest of which less than half is alive, and only while
 * less than half of all is. A queue that is consumed in order empties its segments by itself; it
 * would be a waste to copy the rest of a segment that is about to become free.
 */
public final class Reclaimer {
  private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);

  /** A segment is not tried again for so long: its survivors may still be on their way. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int FEWEST_SEGMENTS = 3;

  private final JournalSettings settings;
  private final StorageRuntime runtime;
  private final SegmentTable segments;
  private final StateSource state;
  private final Runnable whenReady;
  private final Map<Integer, Long> triedNanos = new HashMap<>();
  private Evacuation evacuation;
  private volatile long relocatedBytes;

  /**
   * @param whenReady told, on any thread, that another step can be done
   */
  public Reclaimer(
      JournalSettings settings,
      StorageRuntime runtime,
      SegmentTable segments,
      StateSource state,
      Runnable whenReady) {
    this.settings = settings;
    this.runtime = runtime;
    this.segments = segments;
    this.state = state;
    this.whenReady = whenReady;
  }

  /** Bytes that were alive in the segments emptied so far. */
  public long relocatedBytes() {
    return relocatedBytes;
  }

  /** Whether a segment is being emptied. */
  public boolean isBusy() {
    return evacuation != null;
  }

  /**
   * Does a small step.
   *
   * @param tight whether room is short, so that copying is worth it in any case
   */
  public void doWork(boolean tight) {
    if (evacuation == null) {
      Segment chosen = choose(tight);
      if (chosen == null) {
        return;
      }
      begin(chosen);
    }
    try {
      if (evacuation.step()) {
        end();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot empty {}", evacuation.segment(), e);
      end();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void begin(Segment chosen) {
    triedNanos.put(chosen.number(), runtime.nanoTime());
    relocatedBytes += chosen.liveBytes();
    evacuation = new Evacuation(chosen, state, whenReady);
  }

  private void end() {
    evacuation.close();
    evacuation = null;
  }

  private Segment choose(boolean tight) {
    triedNanos.keySet().removeIf(number -> segments.get(number) == null);
    long live = 0;
    long written = 0;
    int sealed = 0;
    Segment oldest = null;
    for (Segment segment : segments.all()) {
      if (!segment.isSealed()) {
        continue;
      }
      sealed++;
      live += segment.liveBytes();
      written += segment.end() - SegmentHeader.BLOCK_BYTES;
      if (oldest == null && isCandidate(segment)) {
        oldest = segment;
      }
    }
    boolean worthIt =
        sealed >= FEWEST_SEGMENTS && live * 100 < written * settings.liveReclaimPercent();
    return worthIt || tight ? oldest : null;
  }

  private boolean isCandidate(Segment segment) {
    Long tried = triedNanos.get(segment.number());
    return segment.liveCopies() > 0
        && segment.isSparse(settings.liveReclaimPercent())
        && (tried == null || runtime.nanoTime() - tried > RETRY_NANOS);
  }

  /** Gives memory back; when its worker has stopped. */
  public void close() {
    if (evacuation != null) {
      end();
    }
  }
}
