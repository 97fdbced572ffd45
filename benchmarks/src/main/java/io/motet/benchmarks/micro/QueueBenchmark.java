package io.motet.benchmarks.micro;

import io.motet.amqp.codec.AmqpMessageFormat;
import io.motet.broker.exchange.Route;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.ConsumerSpec;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import io.motet.broker.shard.Shard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Publish, delivery and acknowledgement of 100-byte messages through one queue on its shard,
 * without sockets and disk: what the engine itself costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class QueueBenchmark {
  private static final int BATCH = 100;
  private static final int BATCHES = 1000;
  private static final int BACKLOG = 100_000;
  private static final int BODY_BYTES = 100;
  private static final Utf8 KEY = Utf8.of("q");

  /** What is measured; the last with 100,000 messages that always wait in the queue. */
  @Param({"no-ack", "ack", "ack-backlog"})
  public String load;

  private final byte[] body = new byte[BODY_BYTES];
  private InMemoryBroker broker;
  private Shard shard;
  private Route route;
  private Publisher publisher;
  private ContentAllocator contents;
  private AckingConsumer consumer;

  @Setup
  public void subscribe() {
    broker = new InMemoryBroker();
    shard = broker.context().shards().get(0);
    contents = broker.context().contentAllocator(shard);
    Queue queue = broker.queue(KEY.toString());
    route = new Route(Utf8.EMPTY, KEY, List.of(queue), true, 0);
    publisher = broker.virtualHost().publisher(shard, (token, outcome) -> {});
    int backlog = load.equals("ack-backlog") ? BACKLOG : 0;
    for (int i = 0; i < backlog; i += BATCH) {
      CompletableFuture.runAsync(this::publish, shard).join();
    }
    boolean noAck = load.equals("no-ack");
    consumer = new AckingConsumer(shard, noAck);
    // With a backlog each acknowledgement brings the next message out of the list.
    int prefetch = backlog > 0 ? BATCH : 0;
    queue
        .subscribe(new ConsumerSpec("t", null, consumer, noAck, false, prefetch, null, 0, Map.of()))
        .join();
  }

  @TearDown
  public void close() {
    broker.close();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH * BATCHES)
  public void publishDeliverSettle() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    shard.execute(() -> round(BATCHES, done));
    done.join();
  }

  private void round(int left, CompletableFuture<Void> done) {
    if (left == 0) {
      done.complete(null);
      return;
    }
    consumer.acknowledge();
    publish();
    shard.execute(() -> round(left - 1, done));
  }

  private void publish() {
    for (int i = 0; i < BATCH; i++) {
      publisher.publish(message(), route, i);
    }
  }

  private Message message() {
    ContentAllocator.Room room = contents.allocate(BODY_BYTES);
    room.buffer().setBytes(room.offset(), body);
    return new Message(
        Utf8.EMPTY,
        KEY,
        AmqpMessageFormat.INSTANCE,
        room.buffer(),
        room.offset(),
        0,
        BODY_BYTES,
        false,
        0,
        -1,
        0);
  }

  /** Keeps deliveries and acknowledges them together. */
  private static final class AckingConsumer implements Consumer {
    private final Shard shard;
    private final boolean noAck;
    private Delivery[] deliveries = new Delivery[8 * BATCH];
    private int count;

    AckingConsumer(Shard shard, boolean noAck) {
      this.shard = shard;
      this.noAck = noAck;
    }

    @Override
    public Shard shard() {
      return shard;
    }

    @Override
    public void deliver(Delivery delivery) {
      if (!noAck) {
        deliveries[count++] = delivery;
      }
    }

    void acknowledge() {
      Delivery[] batch = deliveries;
      int size = count;
      deliveries = new Delivery[8 * BATCH];
      count = 0;
      for (int i = 0; i < size; i++) {
        batch[i].settle(Outcome.ACK);
      }
    }

    @Override
    public void cancelled(CancelReason reason) {}
  }
}
