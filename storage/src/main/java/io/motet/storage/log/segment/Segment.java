package io.motet.storage.log.segment;

import io.motet.storage.log.batch.BatchHeader;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A part of a log: a file of batches. The last of a log is written, under the log's lock; the
 * others are ended. Any thread may read.
 */
public final class Segment {
  /** Large enough for the header and the batches between two index entries, mostly. */
  private static final int LOOK_UP_BYTES = 4096 + BatchHeader.BYTES;

  private final OpenFiles files;
  private final String logId;
  private final long baseOffset;
  private final String fileName;

  private volatile SegmentSummary summary;

  /** Null once it is in its file. */
  private volatile SegmentIndex index;

  /** Set before another file takes the place of this one's. */
  private volatile boolean replaced;

  private int bytesSinceEntry;

  private Segment(
      OpenFiles files, String logId, long baseOffset, SegmentSummary summary, SegmentIndex index) {
    this.files = files;
    this.logId = logId;
    this.baseOffset = baseOffset;
    this.fileName = SegmentName.of(logId, baseOffset, SegmentName.LOG);
    this.summary = summary;
    this.index = index;
  }

  /** Creates the file of a new segment. */
  public static Segment create(OpenFiles files, String logId, long baseOffset) throws IOException {
    files.create(SegmentName.of(logId, baseOffset, SegmentName.LOG)).close();
    return fresh(files, logId, baseOffset);
  }

  /** A segment whose file is there and still to be {@linkplain #added gone over}. */
  public static Segment fresh(OpenFiles files, String logId, long baseOffset) {
    return new Segment(
        files, logId, baseOffset, SegmentSummary.empty(baseOffset), new SegmentIndex());
  }

  /**
   * A segment that is known by its index file; null where that is no use.
   *
   * @param goesOn whether it will be written on
   */
  public static Segment known(OpenFiles files, String logId, long baseOffset, boolean goesOn)
      throws IOException {
    String name = SegmentName.of(logId, baseOffset, SegmentName.INDEX);
    try (OpenFiles.Lease lease = files.open(name)) {
      SegmentSummary summary = IndexFile.readSummary(lease.file());
      if (summary == null) {
        return null;
      }
      SegmentIndex index = goesOn ? IndexFile.readEntries(lease.file()) : null;
      return new Segment(files, logId, baseOffset, summary, index);
    }
  }

  public long baseOffset() {
    return baseOffset;
  }

  /** The name of the file of batches. */
  public String fileName() {
    return fileName;
  }

  public SegmentSummary summary() {
    return summary;
  }

  public int sizeBytes() {
    return summary.sizeBytes();
  }

  /** Behind its last record. */
  public long nextOffset() {
    return summary.nextOffset();
  }

  /** Opens the file of batches. */
  public OpenFiles.Lease open() throws IOException {
    return files.open(fileName);
  }

  /** Writes a batch behind the others, in one piece. */
  public void append(ByteBuffer[] bytes, BatchHeader header, int indexIntervalBytes)
      throws IOException {
    try (OpenFiles.Lease lease = open()) {
      lease.file().write(bytes, bytes.length, summary.sizeBytes());
    }
    added(header, indexIntervalBytes);
  }

  /** A batch is behind the others now. */
  public void added(BatchHeader header, int indexIntervalBytes) {
    SegmentSummary was = summary;
    boolean latest = header.maxTimestamp() > was.maxTimestamp();
    long maxTimestamp = latest ? header.maxTimestamp() : was.maxTimestamp();
    int size = (int) header.sizeBytes();
    if (bytesSinceEntry >= indexIntervalBytes || was.sizeBytes() == 0) {
      index.add((int) (header.baseOffset() - baseOffset), was.sizeBytes(), maxTimestamp);
      bytesSinceEntry = 0;
    }
    bytesSinceEntry += size;
    summary =
        new SegmentSummary(
            was.sizeBytes() + size,
            header.nextOffset(),
            was.firstTimestamp() < 0 ? header.maxTimestamp() : was.firstTimestamp(),
            maxTimestamp,
            latest ? header.baseOffset() : was.maxTimestampOffset(),
            was.compactedAtMillis());
  }

  /** Whether its index is still in memory only. */
  public boolean hasIndexInMemory() {
    return index != null;
  }

  /** Writes the index to its file; the segment is ended. */
  public void writeIndex(long compactedAtMillis) throws IOException {
    SegmentSummary written = prepareIndex(compactedAtMillis);
    if (written != null) {
      placeIndex(written);
    }
  }

  /** Writes the index to a file beside its own and forces it; null when that has been done. */
  SegmentSummary prepareIndex(long compactedAtMillis) throws IOException {
    SegmentIndex entries = index;
    if (entries == null) {
      return null;
    }
    SegmentSummary s = summary;
    SegmentSummary written =
        new SegmentSummary(
            s.sizeBytes(),
            s.nextOffset(),
            s.firstTimestamp(),
            s.maxTimestamp(),
            s.maxTimestampOffset(),
            compactedAtMillis);
    try (OpenFiles.Lease lease = files.create(indexName() + SegmentName.TEMPORARY)) {
      IndexFile.write(lease.file(), written, entries);
      lease.file().force();
    }
    return written;
  }

  /** Puts the prepared file in its place. */
  void placeIndex(SegmentSummary written) throws IOException {
    files.rename(indexName() + SegmentName.TEMPORARY, indexName());
    summary = written;
    index = null;
  }

  /** From now on its file's name may stand for another file. */
  public void replaced() {
    replaced = true;
  }

  /** Whether what was read through it may be of another file: then read again. */
  public boolean isReplaced() {
    return replaced;
  }

  /** Makes the batches durable. */
  public void force() throws IOException {
    try (OpenFiles.Lease lease = open()) {
      lease.file().force();
    }
  }

  /** Cuts the file behind the batches that count. */
  public void cut() throws IOException {
    try (OpenFiles.Lease lease = open()) {
      lease.file().truncate(summary.sizeBytes());
      lease.file().force();
    }
  }

  /** Deletes its files; who reads may go on. */
  public void delete() throws IOException {
    files.delete(fileName);
    files.delete(SegmentName.of(logId, baseOffset, SegmentName.INDEX));
  }

  /**
   * Where the first batch begins that ends behind the offset; the end given when there is none.
   *
   * @param end where the batches end that are looked at
   */
  public int positionOf(long offset, int end) throws IOException {
    int from = Math.min(hint(offset), end);
    try (OpenFiles.Lease lease = open()) {
      BatchScan scan = new BatchScan(lease.file(), from, end, LOOK_UP_BYTES, false);
      while (scan.next()) {
        if (scan.header().nextOffset() > offset) {
          return (int) scan.position();
        }
      }
      return checkedEnd(scan, end);
    }
  }

  private int checkedEnd(BatchScan scan, int end) throws IOException {
    if (scan.damaged()) {
      throw new IOException(fileName + " holds no batch at " + scan.position());
    }
    return end;
  }

  /** The index's word; always the begin of a batch unless the index file is damaged. */
  private int hint(long offset) throws IOException {
    int relative = (int) Math.min(Integer.MAX_VALUE, Math.max(0, offset - baseOffset));
    SegmentIndex entries = index;
    if (entries != null) {
      return entries.positionAtOffset(relative);
    }
    try (OpenFiles.Lease lease = files.open(indexName())) {
      return IndexFile.positionAtOffset(lease.file(), relative);
    }
  }

  private String indexName() {
    return SegmentName.of(logId, baseOffset, SegmentName.INDEX);
  }

  /**
   * The last border of batches that is not behind a limit.
   *
   * @param from a border before it
   * @param atLeastOne whether the first batch counts even if it ends behind the limit
   */
  public Border borderBefore(int limit, int from, boolean atLeastOne) throws IOException {
    int border = Math.max(from, floorPosition(limit));
    try (OpenFiles.Lease lease = open()) {
      BatchScan scan =
          new BatchScan(lease.file(), border, summary.sizeBytes(), LOOK_UP_BYTES, false);
      while (scan.next()) {
        boolean fits = scan.nextPosition() <= limit || (atLeastOne && border == from);
        if (!fits) {
          return new Border(border, scan.header().baseOffset());
        }
        border = (int) scan.nextPosition();
      }
      return new Border(checkedEnd(scan, border), nextOffset());
    }
  }

  private int floorPosition(int limit) throws IOException {
    SegmentIndex entries = index;
    if (entries != null) {
      return entries.floorPosition(limit);
    }
    try (OpenFiles.Lease lease = files.open(indexName())) {
      return IndexFile.floorPosition(lease.file(), limit);
    }
  }

  /**
   * A place between batches.
   *
   * @param offset of the batch behind it, or not before that
   */
  public record Border(int position, long offset) {}

  /** Where a search for a timestamp begins: all batches before are older. */
  public int positionBeforeTimestamp(long timestamp) throws IOException {
    SegmentIndex entries = index;
    if (entries != null) {
      return entries.positionBeforeTimestamp(timestamp);
    }
    try (OpenFiles.Lease lease = files.open(indexName())) {
      return IndexFile.positionBeforeTimestamp(lease.file(), timestamp);
    }
  }
}
