package io.motet.kafka.produce;

import io.motet.broker.topic.Partition;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.transaction.OngoingTransactions;
import io.motet.kafka.transaction.Producer;
import io.motet.kafka.transaction.TopicPart;
import io.netty.buffer.ByteBuf;

/** What is wrong with produced records before a log looks at them. */
final class BatchChecks {
  /** A problem, with the text for the client. */
  record Problem(ErrorCode code, String text) {}

  static final int MIN_BATCH_BYTES = 61;

  private static final int LENGTH_OFFSET = 8;
  private static final int LENGTH_COUNTS_FROM = 12;
  private static final int MAGIC_OFFSET = 16;
  private static final int ATTRIBUTES_OFFSET = 21;
  private static final int PRODUCER_ID_OFFSET = 43;
  private static final int PRODUCER_EPOCH_OFFSET = 51;
  private static final int CODEC_MASK = 7;
  private static final int ZSTD = 4;
  private static final int TRANSACTIONAL = 1 << 4;
  private static final int FIRST_VERSION_WITH_ZSTD = 7;
  private static final byte MAGIC = 2;

  private BatchChecks() {}

  /** Null when nothing is wrong. */
  static Problem check(ByteBuf records, short version) {
    int start = records.readerIndex();
    int size = records.readableBytes();
    if (size <= MAGIC_OFFSET) {
      return new Problem(
          ErrorCode.INVALID_RECORD,
          "Produce requests with version " + version + " must have at least one record batch");
    }
    byte magic = records.getByte(start + MAGIC_OFFSET);
    if (magic != MAGIC) {
      return new Problem(
          ErrorCode.INVALID_RECORD,
          "Produce requests with version "
              + version
              + " are only allowed to contain record batches with magic version 2");
    }
    long batch = (long) records.getInt(start + LENGTH_OFFSET) + LENGTH_COUNTS_FROM;
    if (size < MIN_BATCH_BYTES || batch > size || batch < MIN_BATCH_BYTES) {
      return new Problem(
          ErrorCode.CORRUPT_MESSAGE, "a batch of " + batch + " bytes in " + size + " bytes");
    }
    if (batch < size) {
      return new Problem(
          ErrorCode.INVALID_RECORD,
          "Produce requests with version "
              + version
              + " are only allowed to contain exactly one record batch");
    }
    return checkAttributes(records.getShort(start + ATTRIBUTES_OFFSET), version);
  }

  /** Of a batch that passed {@link #check}. */
  static boolean isTransactional(ByteBuf records) {
    return (records.getShort(records.readerIndex() + ATTRIBUTES_OFFSET) & TRANSACTIONAL) != 0;
  }

  private static Problem checkAttributes(short attributes, short version) {
    if ((attributes & CODEC_MASK) == ZSTD && version < FIRST_VERSION_WITH_ZSTD) {
      return new Problem(
          ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
          "Produce requests with version "
              + version
              + " are not allowed to use ZStandard compression");
    }
    return null;
  }

  /**
   * Whether a transaction may write there now. Of a batch that passed {@link #check}.
   *
   * @return {@code NONE} for batches outside of transactions
   */
  static ErrorCode checkTransaction(
      ByteBuf records, Partition partition, OngoingTransactions transactions) {
    if (!isTransactional(records)) {
      return ErrorCode.NONE;
    }
    int start = records.readerIndex();
    return transactions.check(
        records.getLong(start + PRODUCER_ID_OFFSET),
        records.getShort(start + PRODUCER_EPOCH_OFFSET),
        new TopicPart(partition.topic().id(), partition.index()));
  }

  /** Whose batch it is. */
  static Producer producer(ByteBuf records) {
    int start = records.readerIndex();
    return new Producer(
        records.getLong(start + PRODUCER_ID_OFFSET),
        records.getShort(start + PRODUCER_EPOCH_OFFSET));
  }
}
