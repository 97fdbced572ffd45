package io.motet.kafka.format;

import io.netty.buffer.ByteBuf;

/** Gets records one after the other. */
@FunctionalInterface
interface RecordSink {
  /**
   * A record.
   *
   * @param offset where the reader knows it, else meaningless
   * @param timestampMillis -1 for none
   * @param key null for none; valid during the call
   * @param value null for none; valid during the call
   */
  void record(long offset, long timestampMillis, ByteBuf key, ByteBuf value);
}
