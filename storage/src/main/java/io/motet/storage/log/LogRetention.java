package io.motet.storage.log;

import io.motet.storage.log.segment.Segment;
import java.io.IOException;

/** Lets the head of a log go: by age, by size, and because somebody asked. On a worker. */
final class LogRetention {
  private final LogServices services;
  private final OpenLog log;
  private final LogForce force;

  LogRetention(LogServices services, OpenLog log, LogForce force) {
    this.services = services;
    this.log = log;
    this.force = force;
  }

  /** Applies the log's settings. Returns whether the log's start moved. */
  boolean apply() throws IOException {
    LogSettings settings = log.settings();
    if (!settings.deletes()) {
      return false;
    }
    long start = Math.max(startByAge(settings), startBySize(settings));
    return deleteBefore(Math.min(start, log.end().highWatermark()));
  }

  private long startByAge(LogSettings settings) throws IOException {
    long start = log.logStart();
    if (settings.retentionMillis() < 0) {
      return start;
    }
    long oldest = services.runtime().currentTimeMillis() - settings.retentionMillis();
    Segment[] all = log.segments().all();
    for (int i = 0; i < all.length; i++) {
      Segment segment = all[i];
      boolean expired = segment.sizeBytes() == 0 || segment.summary().maxTimestamp() < oldest;
      if (!expired) {
        break;
      }
      boolean last = i == all.length - 1;
      if (!last) {
        start = all[i + 1].baseOffset();
      } else if (segment.sizeBytes() > 0 && endExpired(segment, oldest)) {
        start = segment.nextOffset();
      }
    }
    return start;
  }

  /** Begins a new segment, if nothing has come to this one since. */
  private boolean endExpired(Segment segment, long oldest) throws IOException {
    synchronized (log) {
      if (log.segments().last() == segment && segment.summary().maxTimestamp() < oldest) {
        log.roll();
        return true;
      }
      return false;
    }
  }

  private long startBySize(LogSettings settings) {
    long start = log.logStart();
    if (settings.retentionBytes() < 0) {
      return start;
    }
    Segment[] all = log.segments().all();
    long size = log.segments().sizeBytes();
    for (int i = 0; i < all.length - 1; i++) {
      size -= all[i].sizeBytes();
      if (size < settings.retentionBytes()) {
        break;
      }
      start = Math.max(start, all[i + 1].baseOffset());
    }
    return start;
  }

  /**
   * Moves the log's start, durably, and deletes the segments before it. The state goes first: after
   * a crash the log must not begin, or end, before its start.
   */
  boolean deleteBefore(long offset) throws IOException {
    if (!log.moveStart(offset)) {
      return false;
    }
    force.run(true, false);
    for (Segment segment : log.takeSegmentsBeforeStart()) {
      segment.delete();
      services.room().changed(-segment.sizeBytes());
    }
    return true;
  }
}
