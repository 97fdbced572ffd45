package io.motet.storage.log;

import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.RecordCursor;
import io.motet.storage.log.compact.BatchFilter;
import io.motet.storage.log.compact.OffsetMap;
import io.motet.storage.log.producer.AbortedTransaction;
import io.motet.storage.log.segment.BatchScan;
import io.motet.storage.log.segment.OpenFiles;
import io.motet.storage.log.segment.Segment;
import io.motet.storage.log.segment.SegmentRewrite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts one log once, if it is worth it: of every key in the ended segments only the last record
 * stays; aborted records go; tombstones go a while after they were first compacted; ends of
 * transactions go when nothing of the transaction is left. Every segment is written anew beside the
 * old one, forced, and put in its place. On a worker.
 */
final class LogCompaction {
  private static final Logger LOG = LoggerFactory.getLogger(LogCompaction.class);
  private static final int MOST_KEYS = 4 << 20;
  private static final int WINDOW_BYTES = 1 << 20;

  private final LogServices services;
  private final OpenLog log;
  private final PartitionLog owner;
  private final OffsetMap lastOffsets = new OffsetMap(MOST_KEYS);

  /** Producers whose transactional records stay, until the end of their transaction. */
  private final Set<Long> transactionsWithData = new HashSet<>();

  LogCompaction(LogServices services, OpenLog log, PartitionLog owner) {
    this.services = services;
    this.log = log;
    this.owner = owner;
  }

  void run() throws IOException {
    endOldSegment();
    List<Segment> candidates = candidates();
    long from = log.compactedTo();
    if (!isWorthIt(candidates, from)) {
      return;
    }
    // A start takes gaps for losses unless the state says that they were forced.
    owner.force(true, false);
    long to = map(candidates, from);
    long before = log.segments().sizeBytes();
    for (Segment segment : candidates) {
      if (segment.baseOffset() < to) {
        rewrite(segment);
      }
    }
    log.compactedTo(to);
    owner.force(true, false);
    LOG.info(
        "{}: compacted to offset {}: {} keys, {} bytes less",
        owner,
        to,
        lastOffsets.count(),
        before - log.segments().sizeBytes());
  }

  /** The segment that is written is not compacted; one that is too old is ended first. */
  private void endOldSegment() throws IOException {
    long latest = services.runtime().currentTimeMillis() - log.settings().maxCompactionLagMillis();
    synchronized (log) {
      Segment last = log.segments().last();
      if (last != null
          && last.sizeBytes() > 0
          && last.summary().firstTimestamp() >= 0
          && last.summary().firstTimestamp() < latest) {
        log.roll();
      }
    }
  }

  /** Ended segments without open transactions that are old enough. */
  private List<Segment> candidates() {
    long youngest =
        services.runtime().currentTimeMillis() - log.settings().minCompactionLagMillis();
    long stable = log.end().lastStableOffset();
    Segment[] all = log.segments().all();
    List<Segment> found = new ArrayList<>();
    for (int i = 0; i < all.length - 1; i++) {
      boolean young =
          log.settings().minCompactionLagMillis() > 0 && all[i].summary().maxTimestamp() > youngest;
      if (young || all[i + 1].baseOffset() > stable) {
        break;
      }
      found.add(all[i]);
    }
    return found;
  }

  private boolean isWorthIt(List<Segment> candidates, long from) {
    long total = 0;
    long dirty = 0;
    long oldest = Long.MAX_VALUE;
    for (Segment segment : candidates) {
      total += segment.sizeBytes();
      if (segment.baseOffset() >= from) {
        dirty += segment.sizeBytes();
        long first = segment.summary().firstTimestamp();
        oldest = first < 0 ? oldest : Math.min(oldest, first);
      }
    }
    long now = services.runtime().currentTimeMillis();
    boolean late = dirty > 0 && now - oldest > log.settings().maxCompactionLagMillis();
    boolean much = dirty > 0 && dirty >= log.settings().minCleanableRatio() * total;
    return late || much || hasOldTombstones(candidates, now);
  }

  /** A second pass takes tombstones away, even if nothing was appended since. */
  private boolean hasOldTombstones(List<Segment> candidates, long now) {
    for (Segment segment : candidates) {
      long at = segment.summary().compactedAtMillis();
      boolean old = at > 0 && now - at > log.settings().deleteRetentionMillis();
      if (old && segment.sizeBytes() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Learns the last offsets of the keys; gives the offset to which all keys are known. */
  private long map(List<Segment> candidates, long from) throws IOException {
    long to = from;
    for (Segment segment : candidates) {
      if (lastOffsets.isFull()) {
        break;
      }
      if (segment.baseOffset() >= from) {
        map(segment);
      }
      Segment after = log.segments().after(segment);
      to = Math.max(to, after.baseOffset());
    }
    return to;
  }

  private void map(Segment segment) throws IOException {
    List<AbortedTransaction> aborted = abortedIn(segment);
    try (OpenFiles.Lease lease = segment.open()) {
      BatchScan scan = scan(segment, lease);
      while (scan.next()) {
        BatchHeader header = scan.header();
        if (!header.isControl() && !isAborted(header, aborted)) {
          map(header, services.decompressor().plain(header, scan.records()));
        }
      }
    }
  }

  private void map(BatchHeader header, ByteBuffer records) {
    RecordCursor cursor = new RecordCursor(records);
    while (cursor.next()) {
      if (cursor.keyBytes() >= 0) {
        lastOffsets.put(
            records, cursor.keyAt(), cursor.keyBytes(), header.baseOffset() + cursor.offsetDelta());
      }
    }
  }

  private static BatchScan scan(Segment segment, OpenFiles.Lease lease) {
    return new BatchScan(lease.file(), 0, segment.sizeBytes(), WINDOW_BYTES, false);
  }

  private List<AbortedTransaction> abortedIn(Segment segment) {
    return log.producers().abortedBetween(segment.baseOffset(), segment.nextOffset());
  }

  private static boolean isAborted(BatchHeader header, List<AbortedTransaction> aborted) {
    if (header.isTransactional()) {
      for (AbortedTransaction transaction : aborted) {
        if (transaction.producerId() == header.producerId()
            && transaction.firstOffset() <= header.baseOffset()
            && transaction.lastOffset() >= header.lastOffset()) {
          return true;
        }
      }
    }
    return false;
  }

  private void rewrite(Segment segment) throws IOException {
    long now = services.runtime().currentTimeMillis();
    long compactedAt = segment.summary().compactedAtMillis();
    boolean drops = compactedAt > 0 && now - compactedAt > log.settings().deleteRetentionMillis();
    List<AbortedTransaction> aborted = abortedIn(segment);
    BatchFilter filter = new BatchFilter(lastOffsets, services.decompressor());
    try (SegmentRewrite rewrite =
            new SegmentRewrite(
                services.files(), owner.id(), segment, log.settings().indexIntervalBytes());
        OpenFiles.Lease lease = segment.open()) {
      BatchScan scan = scan(segment, lease);
      while (scan.next()) {
        ByteBuffer stays = whatStays(scan, filter, aborted, drops);
        if (stays != null) {
          rewrite.add(stays);
        }
      }
      if (scan.damaged()) {
        throw new IOException(segment.fileName() + " holds no batch at " + scan.position());
      }
      long at = drops || compactedAt < 0 ? SegmentRewrite.WITHOUT_TOMBSTONES : compactedAt;
      finish(rewrite, segment, at == 0 ? now : at);
    }
  }

  private void finish(SegmentRewrite rewrite, Segment segment, long compactedAt)
      throws IOException {
    if (rewrite.changedNothing() && segment.summary().compactedAtMillis() == compactedAt) {
      return;
    }
    rewrite.force(compactedAt);
    long was = segment.sizeBytes();
    Segment fresh;
    synchronized (log) {
      fresh = rewrite.replace();
      log.segments().replace(segment, fresh);
    }
    services.room().changed(fresh.sizeBytes() - was);
  }

  private ByteBuffer whatStays(
      BatchScan scan, BatchFilter filter, List<AbortedTransaction> aborted, boolean drops)
      throws IOException {
    BatchHeader header = scan.header();
    if (header.isControl()) {
      boolean hasData = transactionsWithData.remove(header.producerId());
      return drops && !hasData ? null : scan.bytes();
    }
    if (isAborted(header, aborted)) {
      return null;
    }
    ByteBuffer stays = filter.filter(header, scan.bytes(), drops);
    if (stays != null && header.isTransactional()) {
      transactionsWithData.add(header.producerId());
    }
    return stays;
  }
}
