package io.motet.storage.checkpoint;

import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import io.motet.storage.record.BatchReader;
import io.motet.storage.record.RecordParser;
import io.motet.storage.record.RecordVisitor;
import io.motet.storage.segment.UnknownFormatException;
import io.motet.storage.write.JournalPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** A checkpoint found on disk. */
public final class CheckpointFile implements AutoCloseable {
  /** How checkpoint files begin. */
  public static final String PREFIX = "checkpoint-";

  /** How unfinished ones end. */
  public static final String UNFINISHED = ".tmp";

  private final DiskFile file;
  private final CheckpointHeader header;

  private CheckpointFile(DiskFile file, CheckpointHeader header) {
    this.file = file;
    this.header = header;
  }

  static String name(long number) {
    return PREFIX + String.format(Locale.ROOT, "%010d", number);
  }

  /** Opens a file; null when it has no readable header. */
  public static CheckpointFile open(Disk disk, String name) throws IOException {
    DiskFile file = disk.open(name);
    try {
      ByteBuffer block = ByteBuffer.allocateDirect(CheckpointHeader.SIZE_BYTES);
      boolean whole = file.read(block, 0) == block.capacity();
      CheckpointHeader header = whole ? CheckpointHeader.decode(block.clear()) : null;
      if (header != null) {
        return new CheckpointFile(file, header);
      }
      file.close();
      return null;
    } catch (UnknownFormatException e) {
      file.close();
      throw new IOException(name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  public String name() {
    return file.name();
  }

  public long number() {
    return header.number();
  }

  public JournalPoint replayFrom() {
    return header.replayFrom();
  }

  /**
   * Reads the whole file.
   *
   * @param visitor receives everything up to the first damage
   * @return whether the file is whole
   */
  public boolean read(RecordVisitor visitor) throws IOException {
    End end = new End();
    long sequence = 0;
    try (BatchReader reader =
        new BatchReader(file, header.generation(), CheckpointHeader.SIZE_BYTES, file.sizeBytes())) {
      while (reader.read() && reader.header().firstSequence() == sequence) {
        RecordParser.parse(reader.payload(), 0, visitor);
        RecordParser.parse(reader.payload(), 0, end);
        sequence = reader.header().nextSequence();
        reader.skip();
      }
    }
    return end.records == sequence;
  }

  /** Reads without telling anybody; returns whether the file is whole. */
  public boolean isWhole() throws IOException {
    return read(new RecordVisitor() {});
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static final class End implements RecordVisitor {
    private long records = -1;

    @Override
    public void checkpointEnd(long count) {
      records = count;
    }
  }
}
