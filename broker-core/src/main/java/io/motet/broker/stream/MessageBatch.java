package io.motet.broker.stream;

import io.motet.broker.message.Message;
import io.netty.buffer.ByteBuf;

/**
 * Makes batches of records of messages that are in no log, with the offsets that the caller gives
 * them. Messages become the records that they would be in a stream. For one thread; used again
 * after {@link #finish}.
 */
public final class MessageBatch {
  private final RecordBatchBuilder builder = new RecordBatchBuilder();
  private final RecordEncoder encoder;

  /** For the messages of a queue. */
  public MessageBatch(String queue) {
    this.encoder = new RecordEncoder(queue);
  }

  /** Adds a message, which the caller keeps. Returns the bytes of the batch so far. */
  public int add(Message message) {
    encoder.encode(message);
    builder.add(
        message.arrivedAtMillis(),
        encoder.key(),
        message.content(),
        message.bodyOffset(),
        message.bodySizeBytes(),
        encoder.headers(),
        encoder.headerCount());
    return builder.sizeBytes();
  }

  /**
   * The batch, owned by the caller. There must be a message in it.
   *
   * @param baseOffset of its first record; the others follow
   */
  public ByteBuf finish(long baseOffset) {
    ByteBuf batch = builder.finish();
    // Before what the checksum covers.
    return batch.setLong(batch.readerIndex(), baseOffset);
  }
}
