package io.motet.storage.recovery;

import io.motet.storage.checkpoint.CheckpointFile;
import io.motet.storage.disk.Disk;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.RecoveryListener;
import io.motet.storage.journal.Sync;
import io.motet.storage.segment.FreeFile;
import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.segment.SegmentHeader;
import io.motet.storage.segment.SegmentKind;
import io.motet.storage.segment.SegmentTable;
import io.motet.storage.write.JournalPoint;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what is on the disk: newest checkpoint, then the journal behind its replay point. */
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private static final JournalPoint BEGINNING = new JournalPoint(0, SegmentHeader.BLOCK_BYTES, 1);

  private final Disk disk;
  private final JournalSettings settings;
  private final SegmentFiles files;
  private final SegmentTable segments;
  private final RecoveryListener listener;
  private final DamageLog damage;

  public Recovery(
      Disk disk,
      JournalSettings settings,
      SegmentFiles files,
      SegmentTable segments,
      RecoveryListener listener) {
    this.disk = disk;
    this.settings = settings;
    this.files = files;
    this.segments = segments;
    this.listener = listener;
    this.damage = new DamageLog(settings.recovery());
  }

  /** Tells the listener all there is, fills the table of segments and the free files. */
  public Recovered run() throws IOException {
    Inventory inventory = new Inventory(disk, files, segments);
    inventory.take();
    int lastNumber = lastNumber();
    try (CheckpointFile checkpoint = newestCheckpoint(inventory.checkpointNames())) {
      Chain chain = new Chain(segments);
      JournalPoint from = buildChain(chain, checkpoint);
      ChainScan scan = new ChainScan(chain, damage, from);
      scan.run(from.offset());
      Replay replay = new Replay(listener, scan.parts());
      if (checkpoint != null) {
        checkpoint.read(replay);
      }
      long bytes = replay(scan, replay);
      tidy(inventory, chain, scan, from);
      Recovered recovered =
          new Recovered(
              scan.end(),
              lastNumber,
              checkpoint == null ? null : checkpoint.replayFrom(),
              checkpoint == null ? 0 : checkpoint.number(),
              bytes,
              scan.droppedBytes(),
              damage.found());
      report(recovered, replay.records());
      return recovered;
    }
  }

  private int lastNumber() {
    int last = 0;
    for (Segment segment : segments.all()) {
      last = segment.number();
    }
    return last;
  }

  /**
   * The newest that is whole. An older one is no substitute: segments may have been reused since.
   */
  private CheckpointFile newestCheckpoint(List<String> newestFirst) throws IOException {
    for (String name : newestFirst) {
      CheckpointFile checkpoint = CheckpointFile.open(disk, name);
      if (checkpoint != null && checkpoint.isWhole()) {
        return checkpoint;
      }
      if (checkpoint != null) {
        checkpoint.close();
      }
      damage.add(new Damage(name, 0, 0, "the checkpoint cannot be read"));
    }
    return null;
  }

  private JournalPoint buildChain(Chain chain, CheckpointFile checkpoint) throws IOException {
    if (checkpoint == null) {
      if (chain.isEmpty() || chain.fromBeginning()) {
        return withoutGap(chain, BEGINNING);
      }
      return jump(chain, 0, "the checkpoint is missing");
    }
    JournalPoint from = checkpoint.replayFrom();
    if (chain.from(from.segmentNumber())) {
      return withoutGap(chain, from);
    }
    return jump(chain, from.segmentNumber(), "segment " + from.segmentNumber() + " is missing");
  }

  private JournalPoint jump(Chain chain, int number, String what) throws IOException {
    damage.add(new Damage(disk.toString(), 0, 0, what));
    if (!chain.fromAnyAfter(number)) {
      return BEGINNING;
    }
    SegmentHeader first = chain.links().get(0).header();
    return withoutGap(
        chain, new JournalPoint(first.number(), SegmentHeader.BLOCK_BYTES, first.firstSequence()));
  }

  /** A segment behind the chain's end is fine if it was cut off, and a loss if it was forced. */
  private JournalPoint withoutGap(Chain chain, JournalPoint from) throws IOException {
    while (!chain.links().isEmpty()) {
      Segment beyond = chain.firstBeyond();
      Segment last = chain.links().get(chain.links().size() - 1);
      if (beyond == null
          || beyond.header().forcedSequence() < last.header().firstSequence()
          || beyond.header().previousNumber() < last.number()) {
        break;
      }
      damage.add(
          new Damage(
              beyond.file().name(),
              0,
              0,
              "segment " + beyond.header().previousNumber() + " before it is missing"));
      chain.continueWith(beyond);
    }
    return from;
  }

  private static long replay(ChainScan scan, Replay replay) throws IOException {
    long bytes = 0;
    for (Extent extent : scan.extents()) {
      replay.run(extent);
      bytes += extent.end() - extent.start();
    }
    return bytes;
  }

  /** Notes where segments end, frees what is cut off, and makes sure that what was read stays. */
  private void tidy(Inventory inventory, Chain chain, ChainScan scan, JournalPoint from)
      throws IOException {
    noteEnds();
    for (Extent extent : scan.extents()) {
      extent.segment().end(extent.end());
    }
    if (settings.sync() == Sync.FULL) {
      scan.unproven().rewrite();
      for (Segment segment : chain.links()) {
        segment.writeHeader();
        segment.file().force();
      }
      disk.forceDirectory();
    }
    for (Segment segment : chain.cutOff(from.segmentNumber())) {
      segments.remove(segment);
      files.giveBack(segment.file(), segment.file().sizeBytes());
    }
    for (FreeFile file : inventory.unused()) {
      files.giveBack(file.file(), file.sizeBytes());
    }
  }

  /** A segment's end is known from the one behind it; where that is gone, it is the file's. */
  private void noteEnds() {
    for (Segment segment : segments.all()) {
      Segment before = segments.get(segment.header().previousNumber());
      if (before != null && segment.header().kind() == SegmentKind.MAIN) {
        before.end(segment.header().previousEnd());
      }
    }
  }

  private void report(Recovered recovered, long records) {
    JournalPoint end = recovered.end();
    LOG.info(
        "recovered from checkpoint {} and {} records ({} bytes) of the journal behind it",
        recovered.lastCheckpointNumber(),
        records,
        recovered.replayedBytes());
    if (recovered.droppedBytes() > 0) {
      Segment segment = segments.get(end.segmentNumber());
      LOG.warn(
          "the journal ends in {} at offset {}; {} bytes behind it were being written when the"
              + " broker or the machine stopped, never confirmed, and are dropped",
          segment,
          end.offset(),
          recovered.droppedBytes());
    }
  }
}
