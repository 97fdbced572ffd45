package io.motet.storage.scratch;

import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import io.motet.storage.journal.ScratchSpace;
import io.motet.storage.read.ReadSource;
import io.motet.storage.runtime.DutyCycle;
import io.motet.storage.runtime.Worker;
import io.motet.storage.segment.Position;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scratch space in files of the size of a segment. Writes are collected and done on a worker; a
 * file whose messages are all released is used again from its start.
 */
public final class ScratchFiles implements ScratchSpace, DutyCycle {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchFiles.class);

  private static final String PREFIX = "scratch-";
  private static final int MOST_GROUP_BYTES = 1 << 20;

  private final Disk disk;
  private final long fileBytes;
  private final long diskFreeLimitBytes;
  private final ConcurrentLinkedQueue<ScratchWrite> writes = new ConcurrentLinkedQueue<>();
  private final Map<Integer, ScratchFile> files = new ConcurrentHashMap<>();
  private final ArrayDeque<DiskFile> free = new ArrayDeque<>();
  private volatile Worker worker;
  private volatile long totalBytes;
  private ScratchFile current;
  private int lastNumber;
  private int lastFile;

  public ScratchFiles(Disk disk, long fileBytes, long diskFreeLimitBytes) {
    this.disk = disk;
    this.fileBytes = fileBytes;
    this.diskFreeLimitBytes = diskFreeLimitBytes;
  }

  /** Deletes what an earlier process left. */
  public void clear() throws IOException {
    for (String name : disk.list()) {
      if (name.startsWith(PREFIX)) {
        disk.delete(name);
      }
    }
  }

  /** The worker to wake when a write arrives. */
  public void worker(Worker newWorker) {
    worker = newWorker;
  }

  @Override
  public void write(ByteBuf encoded, Executor executor, WriteCallback callback) {
    writes.add(new ScratchWrite(encoded, executor, callback));
    Worker toWake = worker;
    if (toWake != null) {
      toWake.wake();
    }
  }

  @Override
  public boolean owns(long position) {
    return Position.isScratch(position);
  }

  @Override
  public void release(long position, int sizeBytes) {
    ScratchFile file = files.get(Position.number(position));
    if (file != null) {
      file.release();
    }
  }

  /** Bytes of all scratch files. */
  public long totalBytes() {
    return totalBytes;
  }

  /** For reading; null when the position is in no file. */
  public ReadSource find(long position) {
    ScratchFile file = files.get(Position.number(position));
    return file == null ? null : new ReadSource(file.file(), file.end());
  }

  @Override
  public long doWork() {
    if (writes.isEmpty()) {
      return UNTIL_WOKEN;
    }
    ScratchGroup group = new ScratchGroup(collect());
    try {
      group.write(roomFor(group.sizeBytes()));
      group.report();
    } catch (IOException e) {
      LOG.warn("cannot write {} bytes to scratch space: {}", group.sizeBytes(), e.toString());
      group.fail(e);
    }
    return 0;
  }

  private List<ScratchWrite> collect() {
    List<ScratchWrite> group = new ArrayList<>();
    int bytes = 0;
    while (!writes.isEmpty() && bytes < MOST_GROUP_BYTES) {
      ScratchWrite write = writes.poll();
      group.add(write);
      bytes += write.encoded().readableBytes();
    }
    return group;
  }

  private ScratchFile roomFor(long bytes) throws IOException {
    if (current != null && (current.end() == 0 || current.end() + bytes <= fileBytes)) {
      return current;
    }
    if (current != null) {
      current.close();
    }
    reclaim();
    DiskFile file = free.poll();
    if (file == null) {
      file = create();
    }
    current = new ScratchFile(++lastNumber, file);
    files.put(current.number(), current);
    return current;
  }

  private DiskFile create() throws IOException {
    if (disk.freeBytes() - fileBytes < diskFreeLimitBytes) {
      throw new IOException("the disk is full; see journal.disk.free.limit.bytes");
    }
    DiskFile file = disk.create(PREFIX + String.format(Locale.ROOT, "%06d", ++lastFile), 0);
    totalBytes = lastFile * fileBytes;
    return file;
  }

  private void reclaim() {
    files
        .values()
        .removeIf(
            file -> {
              if (file.isSpent()) {
                free.add(file.file());
                return true;
              }
              return false;
            });
  }

  /** Fails what was not written and deletes the files; when the worker has stopped. */
  public void close() throws IOException {
    for (ScratchWrite write = writes.poll(); write != null; write = writes.poll()) {
      write.encoded().release();
    }
    for (ScratchFile file : files.values()) {
      file.file().close();
    }
    for (DiskFile file : free) {
      file.close();
    }
    clear();
  }
}
