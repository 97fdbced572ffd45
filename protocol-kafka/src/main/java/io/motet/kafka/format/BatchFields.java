package io.motet.kafka.format;

/** Where the fields of a record batch (format 2) lie, and its attributes. */
final class BatchFields {
  static final int LENGTH = 8;
  static final int LENGTH_COUNTS_FROM = 12;
  static final int MAGIC = 16;
  static final int CRC = 17;
  static final int ATTRIBUTES = 21;
  static final int LAST_OFFSET_DELTA = 23;
  static final int BASE_TIMESTAMP = 27;
  static final int MAX_TIMESTAMP = 35;
  static final int COUNT = 57;
  static final int HEADER_BYTES = 61;

  static final int LOG_APPEND_TIME = 1 << 3;
  static final int CONTROL = 1 << 5;
  static final byte FORMAT = 2;

  private BatchFields() {}
}
