package io.motet.storage.append;

import io.motet.storage.segment.Position;

/**
 * Where a chunk has been written. An object of its own, since releases refer to it after the chunk
 * has been reused. Set by the journal thread before the chunk goes back.
 */
final class Place {
  private static final long UNKNOWN = -1;

  private long base = UNKNOWN;

  void base(long position) {
    base = position;
  }

  /** Position of the chunk's first byte. */
  long base() {
    return base;
  }

  int segmentNumber() {
    return Position.number(base);
  }
}
