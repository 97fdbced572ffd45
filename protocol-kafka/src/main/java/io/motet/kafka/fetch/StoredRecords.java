package io.motet.kafka.fetch;

import io.motet.broker.topic.Records;
import io.motet.kafka.wire.RecordData;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.FileRegion;

/** Records of a log as a part of an answer. */
record StoredRecords(Records records) implements RecordData {
  /** Less is copied: that costs less than a call of its own, which a region needs. */
  private static final int SMALLEST_REGION_BYTES = 16 << 10;

  @Override
  public int sizeBytes() {
    return records.sizeBytes();
  }

  /** A large region where the connection can take one: the bytes then never enter our memory. */
  @Override
  public Object toOutbound(ByteBufAllocator allocator, boolean plain) {
    try {
      FileRegion region = plain && sizeBytes() >= SMALLEST_REGION_BYTES ? records.toRegion() : null;
      return region == null ? records.toBuffer(allocator) : region;
    } finally {
      records.release();
    }
  }

  @Override
  public void release() {
    records.release();
  }
}
