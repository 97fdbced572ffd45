package io.motet.storage.upkeep;

import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.segment.SegmentKind;
import io.motet.storage.segment.SegmentTable;
import io.motet.storage.write.JournalPoint;
import io.motet.storage.write.JournalWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Frees segments: nothing alive in them, and recovery does not need their records. That nothing is
 * alive is known only from durable settlements, so what is overwritten then is not wanted by
 * anybody even after a crash. Where a settlement is part of a transaction over several shards, the
 * other parts must be durable first, or a crash would undo it.
 */
final class Recycler {
  private final SegmentTable segments;
  private final SegmentFiles files;
  private final JournalWriter writer;

  /** Segments found dead, and how much had been written by then. */
  private final Map<Integer, Long> deadSince = new HashMap<>();

  Recycler(SegmentTable segments, SegmentFiles files, JournalWriter writer) {
    this.segments = segments;
    this.files = files;
    this.writer = writer;
  }

  /**
   * Frees what can be freed.
   *
   * @param replayFrom the newest checkpoint's, or null
   */
  void run(JournalPoint replayFrom) throws IOException {
    for (Segment segment : segments.all()) {
      if (isDead(segment) && isSettled(segment) && !isReplayed(segment, replayFrom)) {
        segments.remove(segment);
        deadSince.remove(segment.number());
        files.giveBack(segment.file(), segment.file().sizeBytes());
      }
    }
  }

  /** How many segments a checkpoint now would free. */
  int countHeld(JournalPoint replayFrom) {
    int held = 0;
    for (Segment segment : segments.all()) {
      if (isDead(segment) && isReplayed(segment, replayFrom)) {
        held++;
      }
    }
    return held;
  }

  private static boolean isDead(Segment segment) {
    return segment.isSealed() && segment.liveCopies() == 0;
  }

  /** Whether no crash can undo what made it dead. */
  private boolean isSettled(Segment segment) {
    long since = deadSince.computeIfAbsent(segment.number(), number -> writer.writtenSequence());
    return writer.settledSequence() >= since;
  }

  private static boolean isReplayed(Segment segment, JournalPoint replayFrom) {
    return segment.header().kind() == SegmentKind.MAIN
        && (replayFrom == null || segment.number() >= replayFrom.segmentNumber());
  }
}
