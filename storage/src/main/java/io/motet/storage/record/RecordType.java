package io.motet.storage.record;

/** The first byte of each record. A number is never given a second meaning. */
final class RecordType {
  static final byte MESSAGE = 1;
  static final byte SETTLED = 2;
  static final byte DELIVERED = 3;
  static final byte QUEUE_DROPPED = 4;
  static final byte METADATA_PUT = 5;
  static final byte METADATA_DELETE = 6;
  static final byte PART_BEGIN = 7;
  static final byte PART_END = 8;
  static final byte MOVED = 9;
  static final byte PLACES = 10;
  static final byte CHECKPOINT_END = 11;
  static final byte HORIZON = 12;

  private RecordType() {}
}
