package io.motet.kafka.fetch;

import io.motet.broker.topic.FetchResult;
import io.motet.broker.topic.Isolation;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Records;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.format.DownConversion;
import io.motet.kafka.format.FormatException;
import io.motet.kafka.message.FetchResponse.PartitionData;
import io.motet.kafka.wire.BufferRecords;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Answers to fetches of clients before 0.11, who do not know batches. On the connection's shard.
 */
final class OldFormat {
  private static final int FIRST_VERSION_WITH_TIMESTAMPS = 2;

  private OldFormat() {}

  /**
   * Puts converted records into an answer. Where there are only batches that such clients do not
   * see, those behind them are read, or the client would ask for the same for ever.
   */
  static PartitionData answer(
      PartitionData data,
      FetchResult.Fetched first,
      Partition partition,
      int limit,
      short version) {
    byte magic = (byte) (version < FIRST_VERSION_WITH_TIMESTAMPS ? 0 : 1);
    Records records = first.records();
    try {
      while (records.sizeBytes() > 0) {
        DownConversion.Converted converted = convert(records, magic);
        data.records = new BufferRecords(converted.messages());
        if (converted.messages().isReadable()) {
          return data;
        }
        FetchResult next =
            partition.fetch(converted.nextOffset(), limit, true, Isolation.READ_UNCOMMITTED);
        if (!(next instanceof FetchResult.Fetched found)) {
          return data;
        }
        records = found.records();
      }
      records.release();
    } catch (FormatException e) {
      data.errorCode =
          e.reason() == FormatException.Reason.UNSUPPORTED_COMPRESSION
              ? ErrorCode.UNSUPPORTED_COMPRESSION_TYPE.code()
              : ErrorCode.CORRUPT_MESSAGE.code();
    }
    return data;
  }

  private static DownConversion.Converted convert(Records records, byte magic)
      throws FormatException {
    ByteBuf batches;
    try {
      batches = records.toBuffer(UnpooledByteBufAllocator.DEFAULT);
    } finally {
      records.release();
    }
    try {
      return DownConversion.messagesOf(batches, magic);
    } finally {
      batches.release();
    }
  }
}
