package io.motet.broker.stream;

import io.motet.broker.message.Message;
import io.motet.broker.queue.Acceptance;
import io.motet.broker.shard.DurableWaiters.Waiter;
import io.motet.broker.shard.Shard;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicConfigKeys;

/**
 * Appends what one shard publishes to one topic. Messages of one iteration become one batch per
 * partition, so that a burst costs one write. On that shard.
 */
final class StreamAppender {
  /** A batch is not made larger; one message may be. */
  private static final int BATCH_BYTES = 64 << 10;

  private final Topic topic;
  private final Shard shard;
  private final RecordEncoder encoder;
  private final Runnable flush = this::flush;
  private PartitionBatch[] batches = {};
  private boolean scheduled;
  private int turn;

  /** What the most bytes were read from: it changes seldom. */
  private TopicConfig config;

  private long mostBytes;

  StreamAppender(Topic topic, Shard shard) {
    this.topic = topic;
    this.shard = shard;
    this.encoder = new RecordEncoder(topic.name());
  }

  Acceptance append(Message message, Waiter waiter, long token) {
    if (topic.deleted()) {
      return Acceptance.DONE;
    }
    encoder.encode(message);
    long size = encoder.sizeBytes(message);
    long most = mostBytes();
    PartitionBatch batch = batch(partition());
    if (batch.sizeBytes() + size > Math.min(most, BATCH_BYTES)) {
      batch.flush();
    }
    if (batch.sizeBytes() + size > most) {
      return Acceptance.REFUSED;
    }
    batch.add(message, encoder, waiter, token);
    if (!scheduled) {
      scheduled = true;
      shard.afterIteration(flush);
    }
    return waiter == null ? Acceptance.DONE : Acceptance.PENDING;
  }

  private long mostBytes() {
    TopicConfig now = topic.config();
    if (now != config) {
      config = now;
      mostBytes =
          Math.min(
              now.integer(TopicConfigKeys.MAX_MESSAGE_BYTES),
              now.integer(TopicConfigKeys.SEGMENT_BYTES));
    }
    return mostBytes;
  }

  /** By the key as Kafka's producers do it; without a key in turn, one batch after the other. */
  private int partition() {
    int count = topic.partitionCount();
    if (count == 1) {
      return 0;
    }
    byte[] key = encoder.key();
    return key == null
        ? Math.floorMod(turn, count)
        : (Murmur2.hash(key) & Integer.MAX_VALUE) % count;
  }

  private PartitionBatch batch(int partition) {
    if (partition >= batches.length) {
      batches = java.util.Arrays.copyOf(batches, partition + 1);
    }
    if (batches[partition] == null) {
      batches[partition] = new PartitionBatch(topic.partition(partition), shard);
    }
    return batches[partition];
  }

  private void flush() {
    scheduled = false;
    turn++;
    for (PartitionBatch batch : batches) {
      if (batch != null) {
        batch.flush();
      }
    }
  }
}
