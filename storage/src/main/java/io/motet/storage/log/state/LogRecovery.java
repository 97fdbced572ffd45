package io.motet.storage.log.state;

import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.EndMarker;
import io.motet.storage.log.producer.Producers;
import io.motet.storage.log.segment.BatchScan;
import io.motet.storage.log.segment.OpenFiles;
import io.motet.storage.log.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a log again. Segments that end before the recovery point are taken as they are; what is
 * behind it is gone over batch by batch. At the first batch that is not whole the log ends: nobody
 * was promised that it is on the disk. A bad batch before the recovery point is damage: the log is
 * not opened, unless salvage is asked for.
 */
public final class LogRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);
  private static final int WINDOW_BYTES = 1 << 20;

  private final OpenFiles files;
  private final String logId;
  private final LogInventory inventory;
  private final int indexIntervalBytes;
  private final boolean salvages;

  private final List<Segment> segments = new ArrayList<>();
  private LogState state;
  private long recoveryPoint;
  private long end;
  private boolean cut;
  private boolean dropped;

  private boolean scanned;

  /** Without the state nobody knows what has been compacted. */
  private boolean mayHaveGaps;

  /** A recovery of one log from its files. */
  public LogRecovery(
      OpenFiles files,
      String logId,
      LogInventory inventory,
      int indexIntervalBytes,
      boolean salvages) {
    this.files = files;
    this.logId = logId;
    this.inventory = inventory;
    this.indexIntervalBytes = indexIntervalBytes;
    this.salvages = salvages;
  }

  /** Reads, cuts off what does not count, and gives what does. */
  public RecoveredLog run() throws IOException {
    readState();
    long[] bases = inventory.baseOffsets();
    end = bases.length == 0 ? recoveryPoint : bases[0];
    for (int i = 0; i < bases.length; i++) {
      boolean last = i + 1 == bases.length;
      if (cut || (i > 0 && !follows(bases[i]))) {
        drop(bases[i]);
      } else if (last) {
        recover(bases[i], known(bases[i], true), false);
      } else {
        boolean forced = bases[i + 1] <= recoveryPoint;
        recover(bases[i], forced ? known(bases[i], false) : null, forced);
      }
    }
    if (dropped) {
      // Else a loss of power could bring it back behind what is appended from now on.
      files.disk().forceDirectory();
    }
    if (end < recoveryPoint) {
      damaged("the log ends at offset " + end + ", and was forced to " + recoveryPoint);
    }
    state.epochs().cut(end);
    long logStart = Math.max(state.logStartOffset(), segments.isEmpty() ? end : bases[0]);
    state.producers().logStartMoved(logStart);
    return new RecoveredLog(
        segments,
        new LogState(
            recoveryPoint,
            Math.min(logStart, end),
            state.compactedTo(),
            state.epochs(),
            state.producers()),
        end,
        !scanned);
  }

  /** Compacted segments may end before the next one begins, others may not. */
  private boolean follows(long baseOffset) {
    return baseOffset == end || (baseOffset > end && (mayHaveGaps || baseOffset <= recoveryPoint));
  }

  private void readState() throws IOException {
    state = inventory.hasState() ? new StateFile(files, logId).read() : null;
    if (state == null) {
      mayHaveGaps = inventory.hasState() || wasCompacted();
      if (mayHaveGaps) {
        LOG.warn("{}: its state is missing or not whole; everything is gone over", logId);
      }
      state = LogState.empty();
    }
    recoveryPoint = state.recoveryPoint();
  }

  /** By the indexes: they alone tell gaps from losses when there is no state. */
  private boolean wasCompacted() {
    for (long baseOffset : inventory.baseOffsets()) {
      Segment segment = known(baseOffset, false);
      if (segment != null && segment.summary().compactedAtMillis() != 0) {
        return true;
      }
    }
    return false;
  }

  private void recover(long baseOffset, Segment known, boolean forced) throws IOException {
    Segment segment = known;
    if (segment == null) {
      segment = Segment.fresh(files, logId, baseOffset);
      scanned = true;
      scan(segment, forced);
    }
    end = Math.max(end, segment.nextOffset());
    segments.add(segment);
  }

  /**
   * A segment by its index, if that says as many bytes as there are.
   *
   * @param last whether it is the last: then all of it must have been forced, too
   */
  private Segment known(long baseOffset, boolean last) {
    try {
      Segment segment = Segment.known(files, logId, baseOffset, last);
      if (segment != null && (!last || segment.nextOffset() == recoveryPoint)) {
        try (OpenFiles.Lease lease = segment.open()) {
          return lease.file().sizeBytes() == segment.sizeBytes() ? segment : null;
        }
      }
    } catch (IOException e) {
      LOG.debug("{}: no index of segment {}", logId, baseOffset, e);
    }
    return null;
  }

  private void scan(Segment segment, boolean forced) throws IOException {
    try (OpenFiles.Lease lease = segment.open()) {
      long size = lease.file().sizeBytes();
      BatchScan scan = new BatchScan(lease.file(), 0, size, WINDOW_BYTES, true);
      long expected = segment.baseOffset();
      boolean follows = true;
      boolean gaps = forced || mayHaveGaps;
      while (follows && scan.next()) {
        BatchHeader header = scan.header();
        follows = gaps ? header.baseOffset() >= expected : header.baseOffset() == expected;
        if (follows) {
          segment.added(header, indexIntervalBytes);
          learn(scan);
          expected = header.nextOffset();
        }
      }
      if (segment.sizeBytes() < size) {
        endsAt(segment, size, forced);
      }
    }
  }

  private void endsAt(Segment segment, long fileBytes, boolean forced) throws IOException {
    String where =
        segment.fileName()
            + " at byte "
            + segment.sizeBytes()
            + " (offset "
            + segment.nextOffset()
            + ")";
    if (forced || segment.nextOffset() < recoveryPoint) {
      damaged("no whole batch in " + where);
    }
    LOG.warn(
        "{}: ends in {}; {} bytes behind it are no whole batches",
        logId,
        where,
        fileBytes - segment.sizeBytes());
    segment.cut();
    cut = !forced;
  }

  private void damaged(String text) throws IOException {
    if (!salvages) {
      throw new IOException("log " + logId + " is damaged: " + text + "; see topic.log.recovery");
    }
    LOG.error("{} is damaged: {}; salvage goes on without the rest", logId, text);
    recoveryPoint = Math.min(recoveryPoint, end);
  }

  /** What the batches before the recovery point say is in the state already. */
  private void learn(BatchScan scan) throws IOException {
    BatchHeader header = scan.header();
    if (header.baseOffset() >= state.recoveryPoint()) {
      state.epochs().assign(header.leaderEpoch(), header.baseOffset());
      if (header.hasProducer()) {
        learn(state.producers(), header, scan);
      }
    }
  }

  private static void learn(Producers producers, BatchHeader header, BatchScan scan)
      throws IOException {
    if (!header.isControl()) {
      producers.appended(header);
      return;
    }
    EndMarker marker = EndMarker.read(scan.records());
    if (marker != null) {
      producers.ended(header, marker);
    }
  }

  private void drop(long baseOffset) throws IOException {
    if (baseOffset < recoveryPoint) {
      damaged("segment " + baseOffset + " does not follow offset " + end);
    }
    LOG.warn("{}: segment {} does not follow offset {}: deleted", logId, baseOffset, end);
    Segment.fresh(files, logId, baseOffset).delete();
    cut = true;
    dropped = true;
  }
}
