package io.motet.storage.recovery;

import io.motet.storage.record.BatchHeader;
import io.motet.storage.record.BatchReader;
import io.motet.storage.record.RecordParser;
import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentHeader;
import io.motet.storage.write.JournalPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * First pass: verifies every batch from the replay point on, and decides where the journal ends.
 *
 * <p>A batch that cannot be read is torn if nothing says that it was ever forced, and then the
 * journal ends before it. If a later batch or segment says that it was forced, it is damaged.
 */
final class ChainScan {
  private final Chain chain;
  private final DamageLog damage;
  private final List<Extent> extents = new ArrayList<>();
  private final TransactionParts parts = new TransactionParts();
  private final Unproven unproven = new Unproven();
  private long expected;
  private long droppedBytes;
  private boolean ended;
  private JournalPoint end;

  ChainScan(Chain chain, DamageLog damage, JournalPoint from) {
    this.chain = chain;
    this.damage = damage;
    this.expected = from.sequence();
    this.end = from;
  }

  /** Scans; the first segment from the given offset. */
  void run(long firstOffset) throws IOException {
    List<Segment> links = List.copyOf(chain.links());
    long offset = firstOffset;
    for (int i = 0; i < links.size() && !ended; i++) {
      SegmentHeader next = i + 1 < links.size() ? links.get(i + 1).header() : null;
      scan(links.get(i), offset, next);
      offset = SegmentHeader.BLOCK_BYTES;
    }
  }

  /** What is to be replayed, in order. */
  List<Extent> extents() {
    return extents;
  }

  /** Where the journal ends. */
  JournalPoint end() {
    return end;
  }

  /** Which transactions are whole. */
  TransactionParts parts() {
    return parts;
  }

  /** What is found, and perhaps not on the medium. */
  Unproven unproven() {
    return unproven;
  }

  /** Bytes of unforced batches that are given up at the end. */
  long droppedBytes() {
    return droppedBytes;
  }

  private void scan(Segment segment, long from, SegmentHeader next) throws IOException {
    unproven.forced(segment.header().forcedSequence());
    boolean followed = next != null && next.previousNumber() == segment.number();
    long limit = followed ? Math.min(next.previousEnd(), segment.end()) : segment.end();
    try (BatchReader reader =
        new BatchReader(segment.file(), segment.header().generation(), from, limit)) {
      do {
        readRun(segment, reader);
      } while (reader.offset() < limit && !ended && goOn(segment, reader, next, limit));
      if (next != null && !ended) {
        endOfLink(segment, reader, next, limit);
      }
    }
  }

  /** Reads batches while they follow one another. */
  private void readRun(Segment segment, BatchReader reader) throws IOException {
    long start = reader.offset();
    while (reader.read() && reader.header().firstSequence() == expected) {
      expected = reader.header().nextSequence();
      unproven.found(segment, reader.offset(), reader.header());
      if ((reader.header().flags() & BatchHeader.HAS_PARTS) != 0) {
        RecordParser.parse(reader.payload(), 0, parts);
      }
      reader.skip();
    }
    extents.add(new Extent(segment, start, reader.offset()));
    end = new JournalPoint(segment.number(), reader.offset(), expected);
  }

  /** At a place without the expected batch: whether reading goes on, behind damage. */
  private boolean goOn(Segment segment, BatchReader reader, SegmentHeader next, long limit)
      throws IOException {
    long bad = reader.offset();
    long tornBytes = reader.begunBytes();
    boolean forced = next != null && next.forcedSequence() >= expected;
    boolean found = reader.header() != null || reader.search();
    while (found && reader.header().firstSequence() < expected) {
      found = reader.search();
    }
    forced |= found && reader.header().forcedSequence() >= expected;
    if (!forced) {
      endHere(segment, bad, found || next != null ? limit : bad + tornBytes);
      return false;
    }
    long until = found ? reader.offset() : limit;
    damage.add(
        new Damage(
            segment.file().name(),
            bad,
            until - bad,
            "records from " + expected + " on were forced and cannot be read"));
    if (found) {
      expected = reader.header().firstSequence();
    }
    return found;
  }

  private void endHere(Segment segment, long at, long until) {
    ended = true;
    droppedBytes += until - at;
    chain.cutAfter(segment);
  }

  /** Behind the last readable batch of a segment that has a successor. */
  private void endOfLink(Segment segment, BatchReader reader, SegmentHeader next, long limit)
      throws IOException {
    if (expected == next.firstSequence()) {
      return;
    }
    if (next.forcedSequence() < expected) {
      endHere(segment, reader.offset(), limit);
      return;
    }
    if (reader.offset() >= limit) {
      damage.add(
          new Damage(
              segment.file().name(),
              limit,
              0,
              "records from " + expected + " to " + (next.firstSequence() - 1) + " are missing"));
    }
    expected = next.firstSequence();
  }
}
