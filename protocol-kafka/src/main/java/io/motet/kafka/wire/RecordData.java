package io.motet.kafka.wire;

import io.netty.buffer.ByteBufAllocator;

/** Records inside a message, as whole batches. */
public interface RecordData {
  /** Bytes on the wire. */
  int sizeBytes();

  /**
   * What a channel writes in the place of the records: a buffer or a file's region. Once, and the
   * end of these records: whatever they hold is released by then.
   *
   * @param plain whether the connection is without TLS, so that a region may be sent
   * @return owned by the caller
   */
  Object toOutbound(ByteBufAllocator allocator, boolean plain);

  /** Gives records up that will not be sent. */
  void release();
}
