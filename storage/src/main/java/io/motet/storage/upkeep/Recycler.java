package io.motet.storage.upkeep;

import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.segment.SegmentKind;
import io.motet.storage.segment.SegmentTable;
import io.motet.storage.write.JournalPoint;
import java.io.IOException;

/**
 * Frees segments: nothing alive in them, and recovery does not need their records. That nothing is
 * alive is known only from durable settlements, so what is overwritten then is not wanted by
 * anybody even after a crash.
 */
final class Recycler {
  private final SegmentTable segments;
  private final SegmentFiles files;

  Recycler(SegmentTable segments, SegmentFiles files) {
    this.segments = segments;
    this.files = files;
  }

  /**
   * Frees what can be freed.
   *
   * @param replayFrom the newest checkpoint's, or null
   */
  void run(JournalPoint replayFrom) throws IOException {
    for (Segment segment : segments.all()) {
      if (segment.isSealed() && segment.liveCopies() == 0 && !isReplayed(segment, replayFrom)) {
        segments.remove(segment);
        files.giveBack(segment.file(), segment.file().sizeBytes());
      }
    }
  }

  /** Whether a checkpoint now would free something. */
  boolean isCheckpointWanted(JournalPoint replayFrom) {
    for (Segment segment : segments.all()) {
      if (segment.isSealed() && segment.liveCopies() == 0 && isReplayed(segment, replayFrom)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReplayed(Segment segment, JournalPoint replayFrom) {
    return segment.header().kind() == SegmentKind.MAIN
        && (replayFrom == null || segment.number() >= replayFrom.segmentNumber());
  }
}
