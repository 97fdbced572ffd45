package io.motet.storage.segment;

import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import io.motet.storage.journal.JournalSettings;
import java.io.IOException;
import java.util.ArrayDeque;
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
    return !free.isEmpty() && free.peek().sizeBytes() >= sizeBytes ? free.poll() : null;
  }

  /** Creates files until the wanted number is ready; false when that is not possible. */
  public boolean prepare() {
    while (freeCount() < settings.prezeroedSegments()) {
      FreeFile created = create(settings.segmentBytes());
      if (created == null) {
        return false;
      }
      keep(created);
    }
    return true;
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
