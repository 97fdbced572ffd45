package io.motet.storage.upkeep;

import io.motet.storage.append.ShardAppender;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.write.JournalWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the shards when publishes must stop so that settlements have room. The reserve is what is
 * left then; freed room must exceed it by a segment before publishes go on. They stop, too, while
 * the journal cannot write at all.
 */
final class RoomWatch {
  private static final Logger LOG = LoggerFactory.getLogger(RoomWatch.class);

  private final JournalSettings settings;
  private final SegmentFiles files;
  private final JournalWriter writer;
  private final Iterable<ShardAppender> appenders;
  private boolean blocked;

  RoomWatch(
      JournalSettings settings,
      SegmentFiles files,
      JournalWriter writer,
      Iterable<ShardAppender> appenders) {
    this.settings = settings;
    this.files = files;
    this.writer = writer;
    this.appenders = appenders;
  }

  boolean isBlocked() {
    return blocked;
  }

  /** Whether the reserve is near: time to free what can be freed. */
  boolean isTight() {
    return blocked || files.roomBytes() < 2 * settings.reserveBytes();
  }

  void look() {
    long room = files.roomBytes();
    long wanted = settings.reserveBytes() + (blocked ? settings.segmentBytes() : 0);
    boolean block = room < wanted || writer.isStalled();
    if (block == blocked) {
      return;
    }
    blocked = block;
    LOG.warn(
        "{} bytes left for the journal: publishers are {}", room, block ? "blocked" : "let go on");
    for (ShardAppender appender : appenders) {
      appender.completions().publishesBlocked(block);
      appender.completions().publish();
    }
  }
}
