package io.motet.broker.stream;

import io.motet.broker.message.Message;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.queue.RetainedVisitor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.CompletableFuture;

/**
 * Reads what a queue retains as batches of records: offsets are the messages' sequence numbers, so
 * there are gaps where messages have been consumed. Takes nothing out of the queue. For one read,
 * on the queue's shard.
 */
public final class QueueRecordReader implements RetainedVisitor {
  private final MessageBatch batch;
  private final CompositeByteBuf batches =
      PooledByteBufAllocator.DEFAULT.compositeBuffer(Integer.MAX_VALUE);
  private long baseOffset;
  private long nextOffset = -1;

  private QueueRecordReader(LocalQueue queue) {
    this.batch = new MessageBatch(queue.name());
  }

  /**
   * Reads from an offset on.
   *
   * @param maxBytes about how much; one record is read however large it is
   * @return completes on the queue's shard; fails when the queue has been deleted
   */
  public static CompletableFuture<QueueRecords> read(
      LocalQueue queue, long fromOffset, int maxBytes) {
    QueueRecordReader reader = new QueueRecordReader(queue);
    return queue
        .readRetained(fromOffset, maxBytes, reader)
        .handle(
            (range, failure) -> {
              reader.endRun();
              if (failure != null) {
                reader.batches.release();
                throw new IllegalStateException("the queue cannot be read", failure);
              }
              return new QueueRecords(reader.batches, range);
            });
  }

  @Override
  public void visit(long sequence, Message message) {
    if (sequence != nextOffset) {
      endRun();
      baseOffset = sequence;
    }
    batch.add(message);
    nextOffset = sequence + 1;
  }

  /** Batches that are made this way have no gaps inside. */
  private void endRun() {
    if (nextOffset >= 0) {
      ByteBuf finished = batch.finish(baseOffset);
      batches.addComponent(true, finished);
      nextOffset = -1;
    }
  }
}
