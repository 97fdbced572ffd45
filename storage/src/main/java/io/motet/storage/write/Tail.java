package io.motet.storage.write;

import io.motet.storage.disk.NoSpaceException;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.Sync;
import io.motet.storage.runtime.StorageRuntime;
import io.motet.storage.segment.FreeFile;
import io.motet.storage.segment.Position;
import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.segment.SegmentHeader;
import io.motet.storage.segment.SegmentKind;
import io.motet.storage.segment.SegmentTable;
import java.io.IOException;

/** The end of the chain of main segments: where batches go, and how the chain gets longer. */
public final class Tail {
  /** A start that finds no free file makes a small one, so as not to wait for many zeros. */
  private static final long FIRST_SEGMENT_BYTES = 4 << 20;

  private final JournalSettings settings;
  private final StorageRuntime runtime;
  private final SegmentFiles files;
  private final SegmentTable segments;
  private Segment current;
  private int lastNumber;
  private int previousNumber;
  private long previousEnd;
  private long nextSequence;
  private long forcedSequence;

  /**
   * Continues a journal.
   *
   * @param lastNumber greatest number in use
   * @param end the chain's end; segment 0 for a new journal
   */
  public Tail(
      JournalSettings settings,
      StorageRuntime runtime,
      SegmentFiles files,
      SegmentTable segments,
      int lastNumber,
      JournalPoint end) {
    this.settings = settings;
    this.runtime = runtime;
    this.files = files;
    this.segments = segments;
    this.lastNumber = lastNumber;
    this.previousNumber = end.segmentNumber();
    this.previousEnd = end.offset();
    this.nextSequence = end.sequence();
    this.forcedSequence = settings.sync() == Sync.FULL ? end.sequence() - 1 : 0;
  }

  /**
   * Begins the next segment with room for so many bytes of batches. The current one must have been
   * forced.
   *
   * @return false if there is no room on the disk
   */
  boolean roll(int bytes) throws IOException {
    FreeFile file =
        files.takeUrgent(
            Math.max(settings.segmentBytes(), SegmentHeader.BLOCK_BYTES + (long) bytes));
    if (file == null) {
      return false;
    }
    try {
      begin(file);
    } catch (NoSpaceException e) {
      files.giveBack(file.file(), file.sizeBytes());
      return false;
    }
    return true;
  }

  /** Begins the first segment of this process. */
  void start() throws IOException {
    long sizeBytes = Math.min(FIRST_SEGMENT_BYTES, settings.segmentBytes());
    FreeFile file = files.takeUrgent(sizeBytes);
    if (file == null) {
      throw new IOException(
          "the disk has no room for a journal segment of " + sizeBytes + " bytes");
    }
    begin(file);
  }

  private void begin(FreeFile file) throws IOException {
    if (current != null) {
      previousNumber = current.number();
      previousEnd = current.end();
    }
    if (lastNumber == Position.MAX_NUMBER) {
      throw new IOException("segment numbers are used up");
    }
    Segment next = new Segment(nextHeader(file.sizeBytes()), file.file());
    next.writeHeader();
    if (current != null) {
      current.seal();
    }
    current = next;
    segments.add(current);
  }

  private SegmentHeader nextHeader(long sizeBytes) {
    return new SegmentHeader(
        ++lastNumber,
        runtime.randomInt(),
        SegmentKind.MAIN,
        sizeBytes,
        nextSequence,
        previousNumber,
        previousEnd,
        forcedSequence,
        0);
  }

  Segment current() {
    return current;
  }

  long nextSequence() {
    return nextSequence;
  }

  long forcedSequence() {
    return forcedSequence;
  }

  /** A batch with so many records and bytes has been written at the end. */
  void written(int records, int bytes) {
    nextSequence += records;
    current.end(current.end() + bytes);
  }

  /** Forces what has been written to the current segment. */
  void force() throws IOException {
    current.file().force();
    forcedSequence = nextSequence - 1;
  }

  JournalPoint point() {
    return new JournalPoint(current.number(), current.end(), nextSequence);
  }
}
