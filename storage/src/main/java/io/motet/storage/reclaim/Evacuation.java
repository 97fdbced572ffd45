package io.motet.storage.reclaim;

import io.motet.storage.journal.StateSource;
import io.motet.storage.record.BatchReader;
import io.motet.storage.segment.Position;
import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentHeader;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through one segment and offers what it finds to the core, a little at a time: the next group
 * is read when the core has looked at all of the one before.
 */
final class Evacuation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Evacuation.class);

  private static final long GROUP_BYTES = 1024 * 1024;

  private final Segment segment;
  private final StateSource state;
  private final BatchReader reader;
  private final Runnable whenLooked;
  private SurvivorGroup group;
  private boolean ended;
  private volatile boolean looking;
  private boolean closed;

  /**
   * @param whenLooked told, on any thread, that the core is ready for the next step
   */
  Evacuation(Segment segment, StateSource state, Runnable whenLooked) {
    this.segment = segment;
    this.state = state;
    this.whenLooked = whenLooked;
    this.reader =
        new BatchReader(
            segment.file(),
            segment.header().generation(),
            SegmentHeader.BLOCK_BYTES,
            segment.end());
  }

  Segment segment() {
    return segment;
  }

  /** Offers the next group, if the core is ready for it; true when there is no more. */
  synchronized boolean step() throws IOException {
    if (looking) {
      return false;
    }
    releaseGroup();
    if (segment.liveCopies() == 0) {
      return true;
    }
    group = readGroup();
    if (group.survivors().isEmpty()) {
      return ended || reader.offset() >= segment.end();
    }
    looking = true;
    state.relocate(group.survivors(), group.encoded(), this::looked);
    return false;
  }

  private SurvivorGroup readGroup() throws IOException {
    SurvivorGroup next = new SurvivorGroup();
    while (!ended && next.sizeBytes() < GROUP_BYTES && reader.offset() < segment.end()) {
      if (!reader.read() && !skipDamage()) {
        break;
      }
      next.add(reader.payload(), Position.of(segment.number(), reader.payloadOffset()));
      reader.skip();
    }
    return next;
  }

  /** Finds the next batch; false if there is none, which is so behind the last one, too. */
  private boolean skipDamage() throws IOException {
    long bad = reader.offset();
    if (!reader.search()) {
      ended = true;
      return false;
    }
    LOG.error("{} is damaged from offset {} to {}", segment, bad, reader.offset());
    return true;
  }

  private void releaseGroup() {
    if (group != null) {
      group.release();
      group = null;
    }
  }

  /** The core has looked at all of the group; any thread. */
  private void looked() {
    synchronized (this) {
      looking = false;
      if (closed) {
        releaseGroup();
      }
    }
    whenLooked.run();
  }

  /** Ends it. What the core still looks at is released when it has done so. */
  @Override
  public synchronized void close() {
    closed = true;
    reader.close();
    if (!looking) {
      releaseGroup();
    }
  }
}
