package io.motet.broker.stream;

import io.motet.broker.message.Message;
import io.motet.broker.shard.DurableWaiters.Waiter;
import io.motet.broker.shard.Shard;
import io.motet.broker.topic.AppendOrigin;
import io.motet.broker.topic.AppendResult;
import io.motet.broker.topic.Partition;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batch that one shard is putting together for one partition, and who waits for it. While the
 * partition is being opened, finished batches wait. On that shard.
 */
final class PartitionBatch {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionBatch.class);

  /** Beyond this the shard opens the partition itself, which slows its publishers down. */
  private static final int MOST_WAITING = 64;

  private final Partition partition;
  private final Shard shard;
  private final RecordBatchBuilder builder = new RecordBatchBuilder();
  private final Queue<Finished> finished = new ArrayDeque<>(0);
  private List<Wait> waits = new ArrayList<>(0);
  private boolean opening;

  private record Wait(Waiter waiter, long token) {}

  private record Finished(ByteBuf batch, List<Wait> waits) {}

  PartitionBatch(Partition partition, Shard shard) {
    this.partition = partition;
    this.shard = shard;
  }

  int sizeBytes() {
    return builder.sizeBytes();
  }

  /**
   * @param encoder has encoded the message
   */
  void add(Message message, RecordEncoder encoder, Waiter waiter, long token) {
    builder.add(
        shard.currentTimeMillis(),
        encoder.key(),
        message.content(),
        message.bodyOffset(),
        message.bodySizeBytes(),
        encoder.headers(),
        encoder.headerCount());
    if (waiter != null) {
      waits.add(new Wait(waiter, token));
    }
  }

  /** Appends what there is. */
  void flush() {
    if (builder.count() == 0) {
      return;
    }
    Finished done = new Finished(builder.finish(), waits);
    waits = new ArrayList<>(done.waits.size());
    if (partition.isOpen() && finished.isEmpty()) {
      append(done);
      return;
    }
    finished.add(done);
    if (finished.size() > MOST_WAITING) {
      appendFinished();
    } else if (!opening) {
      opening = true;
      partition.open().whenComplete((opened, failure) -> shard.execute(this::opened));
    }
  }

  private void opened() {
    opening = false;
    appendFinished();
  }

  private void appendFinished() {
    Finished next = finished.poll();
    while (next != null) {
      append(next);
      next = finished.poll();
    }
  }

  private void append(Finished done) {
    AppendResult result;
    try {
      result = partition.append(done.batch, AppendOrigin.CLIENT);
    } finally {
      done.batch.release();
    }
    if (result instanceof AppendResult.Appended appended) {
      settleWhenCommitted(done.waits, appended.lastOffset() + 1);
    } else {
      LOG.debug("{} refused a batch: {}", partition, result);
      settle(done.waits, false);
    }
  }

  private void settleWhenCommitted(List<Wait> who, long offset) {
    if (who.isEmpty()) {
      return;
    }
    if (partition.highWatermark() >= offset) {
      settle(who, true);
    } else {
      partition.whenCommitted(offset, shard, failure -> settle(who, failure == null));
    }
  }

  private static void settle(List<Wait> who, boolean accepted) {
    for (Wait wait : who) {
      wait.waiter.settled(wait.token, accepted);
    }
  }
}
