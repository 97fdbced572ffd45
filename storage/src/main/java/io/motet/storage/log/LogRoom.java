package io.motet.storage.log;

import io.motet.storage.disk.Disk;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether there is room for more: the limit of bytes for all logs, and the free space of the disk,
 * which is asked for again after some bytes or some time. Thread-safe.
 */
final class LogRoom {
  private static final long ASK_AFTER_BYTES = 8L << 20;

  private final Disk disk;
  private final long maxBytes;
  private final long freeLimitBytes;
  private final AtomicLong usedBytes = new AtomicLong();
  private final AtomicLong unasked = new AtomicLong();
  private volatile boolean diskFull;

  LogRoom(Disk disk, long maxBytes, long freeLimitBytes) {
    this.disk = disk;
    this.maxBytes = maxBytes;
    this.freeLimitBytes = freeLimitBytes;
  }

  /** Null when there is room for so many bytes more, else what is full. */
  String refusal(int bytes) {
    if (maxBytes > 0 && usedBytes.get() + bytes > maxBytes) {
      return "all logs together have reached topic.max.bytes = " + maxBytes;
    }
    return diskFull ? "the disk has less than " + freeLimitBytes + " bytes free" : null;
  }

  /** Bytes were appended, or found at opening, or (negative) deleted. */
  void changed(long bytes) {
    usedBytes.addAndGet(bytes);
    if (unasked.addAndGet(Math.abs(bytes)) > ASK_AFTER_BYTES) {
      unasked.set(0);
      ask();
    }
  }

  /** Looks at the disk. */
  void ask() {
    try {
      diskFull = disk.freeBytes() < freeLimitBytes;
    } catch (IOException e) {
      diskFull = true;
    }
  }

  long usedBytes() {
    return usedBytes.get();
  }
}
