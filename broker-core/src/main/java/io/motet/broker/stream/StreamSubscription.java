package io.motet.broker.stream;

import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.ConsumerSpec;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.Subscription;
import io.motet.broker.shard.Shard;
import io.motet.broker.topic.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reader of all partitions of a topic, each from a place of its own. It goes on while the
 * consumer has room: prefetch, and a socket that takes more. On the consumer's shard.
 */
final class StreamSubscription implements Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(StreamSubscription.class);

  /** Deliveries in a row before the consumer's socket gets a chance to say that it is full. */
  private static final int BURST_MESSAGES = 1024;

  private static final int BURST_BYTES = 1024 * 1024;

  private final StreamQueue queue;
  private final ConsumerSpec spec;
  private final Shard shard;
  private final RecordDecoder decoder;
  private final List<PartitionReader> readers = new ArrayList<>(1);
  private final List<Partition.Registration> registrations = new ArrayList<>(1);
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Runnable pump = this::pump;
  private volatile int unacknowledged;
  private boolean writable = true;
  private boolean pumping;
  private boolean closed;
  private int turn;

  StreamSubscription(StreamQueue queue, ConsumerSpec spec, RecordDecoder decoder) {
    this.queue = queue;
    this.spec = spec;
    this.shard = spec.consumer().shard();
    this.decoder = decoder;
  }

  /** Begins to read; what comes to the partitions from now on wakes it. */
  void start(List<PartitionReader> all, List<Partition> partitions) {
    readers.addAll(all);
    for (Partition partition : partitions) {
      registrations.add(partition.listen(changed -> wake()));
    }
    wake();
  }

  /** Any thread. */
  void wake() {
    if (scheduled.compareAndSet(false, true)) {
      shard.execute(pump);
    }
  }

  private void pump() {
    scheduled.set(false);
    if (closed || pumping) {
      return;
    }
    if (queue.deleted()) {
      end(CancelReason.QUEUE_DELETED);
      return;
    }
    pumping = true;
    try {
      if (!deliverBurst()) {
        wake();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("a reader of {} ends", queue.name(), e);
      end(CancelReason.QUEUE_MOVED);
    } finally {
      pumping = false;
    }
  }

  /** Returns false when there may be more to deliver now. */
  private boolean deliverBurst() throws IOException {
    int bytes = 0;
    for (int i = 0; i < BURST_MESSAGES && bytes < BURST_BYTES; i++) {
      if (closed || !writable || !hasPermit()) {
        return true;
      }
      int delivered = deliverOne();
      if (delivered < 0) {
        return true;
      }
      bytes += delivered;
    }
    return false;
  }

  private boolean hasPermit() {
    return spec.noAck() || spec.prefetch() == 0 || unacknowledged < spec.prefetch();
  }

  /** Delivers a record of the partition whose turn it is; returns its size, or -1 without one. */
  private int deliverOne() throws IOException {
    for (int i = 0; i < readers.size(); i++) {
      PartitionReader reader = readers.get(Math.floorMod(turn++, readers.size()));
      StreamRecord record = reader.next();
      if (record != null) {
        return deliver(record, reader.partition());
      }
    }
    return -1;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread
  private int deliver(StreamRecord record, int partition) {
    StreamDelivery delivery = new StreamDelivery(this, decoder.decode(record, partition));
    int size = delivery.message().bodySizeBytes();
    if (!spec.noAck()) {
      unacknowledged++;
    }
    try {
      spec.consumer().deliver(delivery);
    } finally {
      delivery.delivered();
    }
    return size;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread
  void settled() {
    unacknowledged--;
    if (!pumping && !closed) {
      wake();
    }
  }

  /** The broker ends it; the consumer is told. */
  private void end(CancelReason reason) {
    if (!closed) {
      close();
      spec.consumer().cancelled(reason);
    }
  }

  private void close() {
    closed = true;
    registrations.forEach(Partition.Registration::close);
    readers.forEach(PartitionReader::close);
    queue.unsubscribed(this);
  }

  @Override
  public Queue queue() {
    return queue;
  }

  @Override
  public ConsumerSpec spec() {
    return spec;
  }

  @Override
  public boolean active() {
    return true;
  }

  @Override
  public int unacknowledgedCount() {
    return unacknowledged;
  }

  @Override
  public void writable(boolean isWritable) {
    writable = isWritable;
    if (isWritable && !closed) {
      wake();
    }
  }

  @Override
  public void cancel(Runnable done) {
    shard.run(
        () -> {
          if (!closed) {
            close();
          }
          done.run();
        });
  }
}
