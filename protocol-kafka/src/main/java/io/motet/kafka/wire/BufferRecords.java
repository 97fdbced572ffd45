package io.motet.kafka.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Records in a buffer.
 *
 * @param buffer its readable bytes; of a message that was read it is part of the message's buffer
 *     and valid as long as that is; in an answer it is owned by the answer
 */
public record BufferRecords(ByteBuf buffer) implements RecordData {
  @Override
  public int sizeBytes() {
    return buffer.readableBytes();
  }

  @Override
  public Object toOutbound(ByteBufAllocator allocator, boolean plain) {
    return buffer;
  }

  @Override
  public void release() {
    buffer.release();
  }
}
