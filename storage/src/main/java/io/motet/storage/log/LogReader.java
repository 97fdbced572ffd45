package io.motet.storage.log;

import io.motet.storage.log.producer.AbortedTransaction;
import io.motet.storage.log.segment.OpenFiles;
import io.motet.storage.log.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Reads an open log. Any thread; takes no lock of the log. */
final class LogReader {
  /** What lies nearer to the end was written lately, and is in the page cache. */
  private static final long HOT_BYTES = 64L << 20;

  private static final int READ_AHEAD_BYTES = 2 << 20;
  private static final int COPY_BYTES = 128 << 10;
  private static final int REMEMBERED = 8;

  private final OpenLog log;

  /** Where readers are expected to go on. */
  private final AtomicReferenceArray<Place> places = new AtomicReferenceArray<>(REMEMBERED);

  /** What has been brought into the page cache lately. */
  private final AtomicReferenceArray<Range> warmed = new AtomicReferenceArray<>(REMEMBERED);

  private final AtomicInteger nextPlace = new AtomicInteger();
  private final AtomicInteger nextRange = new AtomicInteger();

  LogReader(OpenLog log) {
    this.log = log;
  }

  /** Reads whole batches beginning with the one that has the offset. */
  LogRead read(long offset, int maxBytes, boolean atLeastOne, LogIsolation isolation)
      throws IOException {
    while (true) {
      LogEnd end = log.end();
      long start = log.logStart();
      if (offset < start || offset > end.endOffset()) {
        return new LogRead.OutOfRange(start, end.highWatermark());
      }
      long limit = isolation.limit(end);
      if (offset >= limit) {
        return found(end, start, isolation, new Piece(LogRegion.empty(), offset), offset);
      }
      Piece piece = piece(offset, limit, end, maxBytes, atLeastOne);
      if (piece != null) {
        return found(end, start, isolation, piece, offset);
      }
      // Compaction or retention has just replaced the segment: its successor is there soon.
      Thread.onSpinWait();
    }
  }

  private LogRead found(LogEnd end, long start, LogIsolation isolation, Piece piece, long offset) {
    List<AbortedTransaction> aborted = null;
    if (isolation == LogIsolation.COMMITTED) {
      aborted =
          piece.region.sizeBytes() == 0
              ? List.of()
              : log.producers().abortedBetween(offset, piece.nextOffset);
    }
    return new LogRead.Found(
        end.highWatermark(),
        end.lastStableOffset(),
        start,
        piece.nextOffset,
        aborted,
        piece.region);
  }

  /** Null when the segment went away meanwhile. */
  private Piece piece(long offset, long limit, LogEnd end, int maxBytes, boolean atLeastOne)
      throws IOException {
    Segment segment = log.segments().floor(offset);
    while (segment != null) {
      // What was the last one when the end was read may have been ended and compacted since.
      boolean active = segment.baseOffset() == end.activeBase() && segment.hasIndexInMemory();
      int size = active ? end.activeBytes() : segment.sizeBytes();
      try {
        int from = positionOf(segment, offset, size);
        if (from < size) {
          long segmentNext = active ? end.endOffset() : segment.nextOffset();
          return cut(
              segment, from, size, segmentNext, new Wish(offset, limit, maxBytes, atLeastOne));
        }
      } catch (IOException e) {
        if (isGone(segment)) {
          return null;
        }
        throw e;
      }
      if (active) {
        break;
      }
      if (segment.isReplaced()) {
        // Its index may have been the other one's: nothing it said counts.
        return null;
      }
      // A compacted segment may have nothing at or behind the offset.
      segment = log.segments().after(segment);
    }
    return new Piece(LogRegion.empty(), offset);
  }

  private boolean isGone(Segment segment) {
    return segment.isReplaced() || log.segments().floor(segment.baseOffset()) != segment;
  }

  private Piece cut(Segment segment, int from, int size, long segmentNext, Wish wish)
      throws IOException {
    boolean limited = wish.limit < segmentNext;
    int to = limited ? positionOf(segment, wish.limit, size) : size;
    long next = limited ? wish.limit : segmentNext;
    if (to - from > wish.maxBytes) {
      Segment.Border border = segment.borderBefore(from + wish.maxBytes, from, wish.atLeastOne);
      if (border.position() < to) {
        to = border.position();
        next = border.offset();
      }
    }
    if (to <= from) {
      return new Piece(LogRegion.empty(), wish.offset);
    }
    OpenFiles.Lease lease = segment.open();
    if (segment.isReplaced()) {
      lease.close();
      return null;
    }
    remember(new Place(segment, next, to));
    return new Piece(LogRegion.of(lease, from, to - from), next);
  }

  private int positionOf(Segment segment, long offset, int size) throws IOException {
    for (int i = 0; i < REMEMBERED; i++) {
      Place place = places.get(i);
      if (place != null
          && place.segment == segment
          && place.offset == offset
          && place.position <= size) {
        return place.position;
      }
    }
    return segment.positionOf(offset, size);
  }

  private void remember(Place place) {
    places.set(Math.floorMod(nextPlace.getAndIncrement(), REMEMBERED), place);
  }

  /** Whether reading there will hardly wait for the disk. */
  boolean isWarm(long offset, int maxBytes) {
    LogEnd end = log.end();
    if (offset >= end.endOffset()) {
      return true;
    }
    if (offset >= log.endAtOpening() && isNearEnd(offset)) {
      return true;
    }
    for (int i = 0; i < REMEMBERED; i++) {
      Range range = warmed.get(i);
      if (range != null && offset >= range.from && offset < range.to) {
        return true;
      }
    }
    return false;
  }

  private boolean isNearEnd(long offset) {
    long behind = 0;
    Segment[] all = log.segments().all();
    for (int i = all.length - 1; i >= 0; i--) {
      if (offset >= all[i].baseOffset()) {
        return behind < HOT_BYTES;
      }
      behind += all[i].sizeBytes();
    }
    return false;
  }

  /** Reads what a reader is going to ask for, and more, so that the page cache has it. */
  void warm(long offset, int maxBytes) throws IOException {
    int ahead = Math.max(maxBytes, READ_AHEAD_BYTES);
    if (read(offset, ahead, true, LogIsolation.LOG_END) instanceof LogRead.Found found) {
      LogRegion region = found.region();
      try {
        ByteBuffer copy = ByteBuffer.allocate(Math.min(COPY_BYTES, region.sizeBytes()));
        for (int at = 0; at < region.sizeBytes(); at += copy.capacity()) {
          region.read(copy.clear(), at);
        }
      } finally {
        region.release();
      }
      warmed.set(
          Math.floorMod(nextRange.getAndIncrement(), REMEMBERED),
          new Range(offset, found.nextOffset()));
    }
  }

  private record Wish(long offset, long limit, int maxBytes, boolean atLeastOne) {}

  private record Piece(LogRegion region, long nextOffset) {}

  /** The batch with the offset, or the first behind it, begins at the position. */
  private record Place(Segment segment, long offset, int position) {}

  private record Range(long from, long to) {}
}
