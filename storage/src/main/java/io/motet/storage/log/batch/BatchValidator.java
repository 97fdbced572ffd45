package io.motet.storage.log.batch;

import io.motet.storage.log.LogAppend.Refused;
import io.motet.storage.log.LogError;
import io.motet.storage.log.LogSettings;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What a batch must be before it may enter a log. Stateless. */
public final class BatchValidator {
  private final Decompressor decompressor;

  /** Compressed batches are opened only where records must have keys. */
  public BatchValidator(Decompressor decompressor) {
    this.decompressor = decompressor;
  }

  /**
   * Checks a batch.
   *
   * @param bytes its remaining bytes are the batch
   * @param header filled here
   * @param fromClient whether the batch must be one that producers may send
   * @return null when it is right
   */
  public Refused check(
      ByteBuffer bytes,
      BatchHeader header,
      boolean fromClient,
      LogSettings settings,
      long nowMillis) {
    Refused refused = checkSize(bytes, header, settings);
    if (refused == null) {
      refused = checkHeader(header, fromClient);
    }
    if (refused == null) {
      int at = bytes.position();
      int computed = BatchChecksum.of(bytes, at, bytes.remaining());
      if (computed != header.crc()) {
        return corrupt(
            "Record is corrupt (stored crc = "
                + Integer.toUnsignedString(header.crc())
                + ", computed crc = "
                + Integer.toUnsignedString(computed)
                + ")");
      }
      refused = checkTimestamp(header, settings, nowMillis);
    }
    return refused == null && fromClient ? checkRecords(bytes, header, settings) : refused;
  }

  private static Refused checkSize(ByteBuffer bytes, BatchHeader header, LogSettings settings) {
    int size = bytes.remaining();
    if (size < BatchHeader.BYTES) {
      return corrupt("a batch of " + size + " bytes is less than its header");
    }
    header.read(bytes, bytes.position());
    if (header.magic() != BatchHeader.MAGIC) {
      return invalid("a batch of format " + header.magic());
    }
    if (header.sizeBytes() != size) {
      return corrupt("a batch says " + header.sizeBytes() + " bytes and has " + size);
    }
    if (size > settings.maxMessageBytes()) {
      return new Refused(
          LogError.MESSAGE_TOO_LARGE,
          "The record batch size is "
              + size
              + " bytes which exceeds the maximum configured value of "
              + settings.maxMessageBytes()
              + ".");
    }
    if (size > settings.segmentBytes()) {
      return new Refused(
          LogError.RECORD_LIST_TOO_LARGE,
          "a batch of " + size + " bytes in segments of " + settings.segmentBytes());
    }
    return null;
  }

  private static Refused checkHeader(BatchHeader header, boolean fromClient) {
    if (header.lastOffsetDelta() < 0 || header.lastOffsetDelta() == Integer.MAX_VALUE) {
      return invalid("Batch has an invalid offset range");
    }
    if (header.count() <= 0 || header.count() != header.lastOffsetDelta() + 1) {
      return invalid(
          "Inconsistent batch offset range and count of records (" + header.count() + ")");
    }
    if (header.isTransactional() && !header.hasProducer()) {
      return invalid("a transactional batch without a producer id");
    }
    if (fromClient && header.isControl()) {
      return invalid("Clients are not allowed to write control records");
    }
    if (fromClient && header.hasProducer() && header.baseSequence() < 0) {
      return invalid(
          "Invalid sequence number "
              + header.baseSequence()
              + " in record batch with producerId "
              + header.producerId());
    }
    return null;
  }

  private static Refused checkTimestamp(BatchHeader header, LogSettings settings, long nowMillis) {
    if (settings.stampsAppendTime() || header.isControl() || header.maxTimestamp() < 0) {
      return null;
    }
    boolean tooOld = nowMillis - header.baseTimestamp() > settings.timestampBeforeMaxMillis();
    boolean tooNew = header.maxTimestamp() - nowMillis > settings.timestampAfterMaxMillis();
    if (!tooOld && !tooNew) {
      return null;
    }
    return new Refused(
        LogError.INVALID_TIMESTAMP,
        "timestamp "
            + (tooOld ? header.baseTimestamp() : header.maxTimestamp())
            + " is out of range. The timestamp should be within ["
            + (nowMillis - settings.timestampBeforeMaxMillis())
            + ", "
            + (nowMillis + settings.timestampAfterMaxMillis())
            + "]");
  }

  /** Counts the records where they are not compressed, and looks for keys where they are needed. */
  private Refused checkRecords(ByteBuffer bytes, BatchHeader header, LogSettings settings) {
    if (header.compression() != 0 && !settings.compacts()) {
      return null;
    }
    ByteBuffer records = bytes.duplicate();
    records.position(bytes.position() + BatchHeader.BYTES);
    RecordCursor cursor;
    try {
      cursor = new RecordCursor(decompressor.plain(header, records));
    } catch (IOException e) {
      return corrupt("records cannot be decompressed: " + e.getMessage());
    }
    int count = 0;
    while (cursor.next()) {
      if (settings.compacts() && cursor.keyBytes() < 0) {
        return invalid("Compacted topic cannot accept message without key");
      }
      if (cursor.offsetDelta() != count) {
        return invalid("record " + count + " says it is the " + cursor.offsetDelta() + "th");
      }
      count++;
    }
    return count == header.count() && !cursor.damaged()
        ? null
        : invalid("a batch says " + header.count() + " records and has " + count);
  }

  private static Refused corrupt(String text) {
    return new Refused(LogError.CORRUPT_MESSAGE, text);
  }

  private static Refused invalid(String text) {
    return new Refused(LogError.INVALID_RECORD, text);
  }
}
