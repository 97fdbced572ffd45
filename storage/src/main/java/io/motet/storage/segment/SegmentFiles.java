package io.motet.storage.segment;

import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import io.motet.storage.journal.JournalSettings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supplies files for segments: emptied ones again, new ones while the limits allow. Files of the
 * usual size are kept for reuse, others deleted. Thread-safe.
 */
public final class SegmentFiles {
  /** How segment files begin. */
  public static final String PREFIX = "segment-";

  private static final Logger LOG = LoggerFactory.getLogger(SegmentFiles.class);

  private final Disk disk;
  private final JournalSettings settings;
  private final ArrayDeque<FreeFile> free = new ArrayDeque<>();
  private long totalBytes;
  private int lastFileNumber;

  /** Fewest files that were free at a time since the last {@link #trim}. */
  private int leastFree;

  public SegmentFiles(Disk disk, JournalSettings settings) {
    this.disk = disk;
    this.settings = settings;
  }

  /** Counts a file found at start. */
  public synchronized void found(String name, long sizeBytes) {
    totalBytes += sizeBytes;
    lastFileNumber =
        Math.max(lastFileNumber, Integer.parseInt(name.substring(PREFIX.length()), 10));
  }

  /**
   * Returns a file with at least so many bytes, or null when the limits or the disk forbid it.
   *
   * @param sizeBytes usually that of a segment
   */
  public FreeFile take(long sizeBytes) {
    FreeFile ready = takeFree(sizeBytes);
    return ready != null ? ready : create(sizeBytes);
  }

  /**
   * The same, if need be beyond the limits, for the tail: publishers have been blocked before, and
   * without it a full journal could not be emptied. Null when the disk itself is full.
   */
  public FreeFile takeUrgent(long sizeBytes) {
    FreeFile ready = take(sizeBytes);
    return ready != null ? ready : createNamed(nextName(sizeBytes), sizeBytes);
  }

  private synchronized FreeFile takeFree(long sizeBytes) {
    if (free.isEmpty() || free.peek().sizeBytes() < sizeBytes) {
      return null;
    }
    leastFree = Math.min(leastFree, free.size() - 1);
    return free.poll();
  }

  /**
   * Creates one file if fewer than the wanted number are free.
   *
   * @return whether it did, and may be asked again
   */
  public boolean prepare(int wanted) {
    FreeFile created = freeCount() < wanted ? create(settings.segmentBytes()) : null;
    if (created != null) {
      keep(created);
    }
    return created != null;
  }

  /**
   * Hands out a free file for something other than a segment; it is not counted here any more. Null
   * when there is none.
   */
  public synchronized FreeFile takeOver() {
    FreeFile file = takeFree(0);
    if (file != null) {
      totalBytes -= file.sizeBytes();
    }
    return file;
  }

  /**
   * Deletes files that have been free ever since the last call, but for those to be kept: the disk
   * need not stay at its peak, and a load that comes and goes need not wait for zeros each time.
   */
  public void trim(int keep) throws IOException {
    for (FreeFile file : surplus(keep)) {
      delete(file.file(), file.sizeBytes());
    }
  }

  private synchronized List<FreeFile> surplus(int keep) {
    List<FreeFile> surplus = new ArrayList<>();
    for (int i = leastFree - keep; i > 0; i--) {
      surplus.add(free.pollLast());
    }
    leastFree = free.size();
    return surplus;
  }

  private FreeFile create(long sizeBytes) {
    return roomToGrow() < sizeBytes ? null : createNamed(nextName(sizeBytes), sizeBytes);
  }

  private synchronized long roomToGrow() {
    return growthBytes();
  }

  private FreeFile createNamed(String name, long sizeBytes) {
    try {
      return new FreeFile(disk.create(name, sizeBytes), sizeBytes);
    } catch (IOException e) {
      LOG.debug("cannot create {} with {} bytes: {}", name, sizeBytes, e.toString());
      synchronized (this) {
        totalBytes -= sizeBytes;
      }
      return null;
    }
  }

  private synchronized String nextName(long sizeBytes) {
    totalBytes += sizeBytes;
    return PREFIX + String.format(Locale.ROOT, "%06d", ++lastFileNumber);
  }

  /** Takes a file back: for reuse, or to delete it when it has another size than usual. */
  public void giveBack(DiskFile file, long sizeBytes) throws IOException {
    if (sizeBytes == settings.segmentBytes()) {
      keep(new FreeFile(file, sizeBytes));
      return;
    }
    delete(file, sizeBytes);
  }

  private void delete(DiskFile file, long sizeBytes) throws IOException {
    file.close();
    disk.delete(file.name());
    synchronized (this) {
      totalBytes -= sizeBytes;
    }
  }

  private synchronized void keep(FreeFile file) {
    free.add(file);
  }

  public synchronized int freeCount() {
    return free.size();
  }

  /** Bytes of all segment files. */
  public synchronized long totalBytes() {
    return totalBytes;
  }

  /** Bytes that segments can still take: free files and what may be created. */
  public synchronized long roomBytes() {
    long room = growthBytes();
    for (FreeFile file : free) {
      room += file.sizeBytes();
    }
    return room;
  }

  private long growthBytes() {
    long allowed = settings.maxBytes() == 0 ? Long.MAX_VALUE / 2 : settings.maxBytes() - totalBytes;
    try {
      return Math.max(0, Math.min(allowed, disk.freeBytes() - settings.diskFreeLimitBytes()));
    } catch (IOException e) {
      LOG.warn("cannot tell the disk's free space: {}", e.toString());
      return 0;
    }
  }

  /** Closes the free files. */
  public synchronized void close() throws IOException {
    for (FreeFile file : free) {
      file.file().close();
    }
    free.clear();
  }
}
