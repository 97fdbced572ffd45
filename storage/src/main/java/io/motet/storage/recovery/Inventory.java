package io.motet.storage.recovery;

import io.motet.storage.checkpoint.CheckpointFile;
import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import io.motet.storage.segment.FreeFile;
import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentFiles;
import io.motet.storage.segment.SegmentHeader;
import io.motet.storage.segment.SegmentTable;
import io.motet.storage.segment.UnknownFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks through the directory: segments, free files, checkpoints, and what a crash left over. */
final class Inventory {
  private final Disk disk;
  private final SegmentFiles files;
  private final SegmentTable segments;
  private final List<FreeFile> unused = new ArrayList<>();
  private final List<String> checkpointNames = new ArrayList<>();

  Inventory(Disk disk, SegmentFiles files, SegmentTable segments) {
    this.disk = disk;
    this.files = files;
    this.segments = segments;
  }

  /** Opens all there is. */
  void take() throws IOException {
    List<String> names = new ArrayList<>(disk.list());
    names.sort(Comparator.naturalOrder());
    for (String name : names) {
      if (name.startsWith(SegmentFiles.PREFIX)) {
        segment(name);
      } else if (name.startsWith(CheckpointFile.PREFIX)) {
        checkpoint(name);
      }
    }
  }

  /** Names of the finished checkpoints, newest first. */
  List<String> checkpointNames() {
    List<String> newestFirst = new ArrayList<>(checkpointNames);
    newestFirst.sort(Comparator.reverseOrder());
    return newestFirst;
  }

  /** Files that are no segment: never used, or their header is unreadable. */
  List<FreeFile> unused() {
    return unused;
  }

  private void checkpoint(String name) throws IOException {
    if (name.endsWith(CheckpointFile.UNFINISHED)) {
      disk.delete(name);
    } else {
      checkpointNames.add(name);
    }
  }

  private void segment(String name) throws IOException {
    DiskFile file = disk.open(name);
    long sizeBytes = file.sizeBytes();
    files.found(name, sizeBytes);
    SegmentHeader header = header(file);
    if (header == null) {
      unused.add(new FreeFile(file, sizeBytes));
      return;
    }
    Segment twin = segments.get(header.number());
    if (twin != null) {
      throw new IOException(name + " is a copy of " + twin.file().name());
    }
    Segment segment = new Segment(header, file);
    segment.seal();
    segment.end(Math.min(sizeBytes, header.sizeBytes()));
    segments.add(segment);
  }

  private static SegmentHeader header(DiskFile file) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(SegmentHeader.BLOCK_BYTES);
    if (file.read(block, 0) < block.capacity()) {
      return null;
    }
    try {
      return SegmentHeader.decode(block.clear());
    } catch (UnknownFormatException e) {
      throw new IOException(file.name() + ": " + e.getMessage(), e);
    }
  }
}
