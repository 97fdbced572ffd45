package io.motet.storage.log;

import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.Decompressor;
import io.motet.storage.log.batch.RecordCursor;
import io.motet.storage.log.segment.BatchScan;
import io.motet.storage.log.segment.OpenFiles;
import io.motet.storage.log.segment.Segment;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds records by time. On a worker. */
final class LogTimes {
  private static final Logger LOG = LoggerFactory.getLogger(LogTimes.class);
  private static final int WINDOW_BYTES = 64 << 10;

  private final OpenLog log;
  private final Decompressor decompressor;

  LogTimes(OpenLog log, Decompressor decompressor) {
    this.log = log;
    this.decompressor = decompressor;
  }

  /** The first record that is not older. */
  LogTimestamp first(long timestampMillis) throws IOException {
    for (Segment segment : log.segments().all()) {
      if (segment.summary().maxTimestamp() >= timestampMillis
          && segment.nextOffset() > log.logStart()) {
        LogTimestamp found = find(segment, timestampMillis);
        if (found != null) {
          return found;
        }
      }
    }
    return LogTimestamp.NONE;
  }

  /** The first record with the greatest timestamp. */
  LogTimestamp latest() throws IOException {
    long greatest = -1;
    for (Segment segment : log.segments().all()) {
      greatest = Math.max(greatest, segment.summary().maxTimestamp());
    }
    return greatest < 0 ? LogTimestamp.NONE : first(greatest);
  }

  private LogTimestamp find(Segment segment, long timestamp) throws IOException {
    int from = segment.positionBeforeTimestamp(timestamp);
    try (OpenFiles.Lease lease = segment.open()) {
      BatchScan scan = new BatchScan(lease.file(), from, segment.sizeBytes(), WINDOW_BYTES, false);
      while (scan.next()) {
        if (scan.header().maxTimestamp() >= timestamp) {
          LogTimestamp found = find(scan, timestamp);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private LogTimestamp find(BatchScan scan, long timestamp) throws IOException {
    BatchHeader header = scan.header();
    long start = log.logStart();
    if (header.hasLogAppendTime() && header.baseOffset() >= start) {
      return at(header, header.maxTimestamp(), header.baseOffset());
    }
    RecordCursor cursor;
    try {
      cursor = new RecordCursor(decompressor.plain(header, scan.records()));
    } catch (IOException e) {
      LOG.debug("a search by time ends at a batch's begin", e);
      long offset = Math.max(start, header.baseOffset());
      return header.lastOffset() < start ? null : at(header, header.maxTimestamp(), offset);
    }
    while (cursor.next()) {
      long offset = header.baseOffset() + cursor.offsetDelta();
      long time =
          header.hasLogAppendTime()
              ? header.maxTimestamp()
              : header.baseTimestamp() + cursor.timestampDelta();
      if (time >= timestamp && offset >= start) {
        return at(header, time, offset);
      }
    }
    return null;
  }

  private static LogTimestamp at(BatchHeader header, long timestamp, long offset) {
    return new LogTimestamp(timestamp, offset, header.leaderEpoch());
  }
}
