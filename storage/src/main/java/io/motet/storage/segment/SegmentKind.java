package io.motet.storage.segment;

/** What a segment is for. The order is part of the file format. */
public enum SegmentKind {
  /** Part of the chain that recovery replays. */
  MAIN,
  /** Survivors of one queue only; records in the chain point into it. */
  PRIVATE;

  /** The number in the file. */
  public int code() {
    return ordinal() + 1;
  }

  static SegmentKind of(int code) {
    return values()[code - 1];
  }
}
