package io.motet.storage.scratch;

import io.motet.storage.disk.DiskFile;
import java.util.concurrent.atomic.AtomicInteger;

/** One use of a file; the file's next use has another number. */
final class ScratchFile {
  private final int number;
  private final DiskFile file;
  private final AtomicInteger live = new AtomicInteger();
  private volatile long end;
  private volatile boolean full;

  ScratchFile(int number, DiskFile file) {
    this.number = number;
    this.file = file;
  }

  int number() {
    return number;
  }

  DiskFile file() {
    return file;
  }

  long end() {
    return end;
  }

  /** Messages have been written behind the end. */
  void written(int messages, long newEnd) {
    live.addAndGet(messages);
    end = newEnd;
  }

  void release() {
    live.decrementAndGet();
  }

  void close() {
    full = true;
  }

  /** Whether it is full and nothing in it is wanted any more. */
  boolean isSpent() {
    return full && live.get() == 0;
  }
}
