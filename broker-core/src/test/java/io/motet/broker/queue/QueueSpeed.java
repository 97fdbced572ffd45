package io.motet.broker.queue;

import io.motet.broker.exchange.Route;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.motet.broker.publish.Publishers;
import io.motet.broker.shard.Shard;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures publish, delivery and acknowledgement through one queue on one thread, without sockets
 * and disk: what the engine itself costs. Run {@link #main}; it prints nanoseconds per message.
 */
public final class QueueSpeed {
  private static final int ROUND = 2_000_000;
  private static final int ROUNDS = 6;
  private static final int BATCH = 100;
  private static final Utf8 EXCHANGE = Utf8.of("x");
  private static final Utf8 KEY = Utf8.of("key");

  private final TestEngine engine = new TestEngine();
  private final Shard shard = engine.shards.get(0);
  private final byte[] body = new byte[100];

  private QueueSpeed() {}

  public static void main(String[] args) {
    new QueueSpeed().measure("transient, no-ack", false, true, 0);
    new QueueSpeed().measure("transient, ack", false, false, 0);
    new QueueSpeed().measure("durable, confirm, ack", true, false, 0);
    new QueueSpeed().measure("transient, ack, backlog 100k", false, false, 100_000);
  }

  private void measure(String name, boolean durable, boolean noAck, int backlog) {
    LocalQueue queue = engine.queue("q", TestEngine.settings(), 0, durable, false);
    AckingConsumer consumer = new AckingConsumer(shard, noAck);
    Publisher publisher = Publishers.create(engine.engine, shard, (token, outcome) -> {});
    publisher.confirming(durable);
    Route route = new Route(EXCHANGE, KEY, List.of(queue), true, 0);
    for (int i = 0; i < backlog; i += BATCH) {
      engine.shards.on(shard, () -> publish(publisher, route, durable));
    }
    // With a backlog each acknowledgement brings the next message out of the list.
    engine.join(
        queue.subscribe(
            new ConsumerSpec(
                "t", null, consumer, noAck, false, backlog > 0 ? BATCH : 0, null, 0, Map.of())));
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < ROUND; i += BATCH) {
        engine.shards.on(shard, () -> publish(publisher, route, durable));
        engine.shards.on(shard, consumer::acknowledge);
        engine.shards.runAll();
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.printf(Locale.ROOT, "%-32s %6.0f ns per message%n", name, best / (double) ROUND);
  }

  private void publish(Publisher publisher, Route route, boolean persistent) {
    for (int i = 0; i < BATCH; i++) {
      publisher.publish(message(persistent), route, i);
    }
  }

  private Message message(boolean persistent) {
    ContentAllocator.Room room = engine.engine.context(shard).contents().allocate(body.length);
    room.buffer().setBytes(room.offset(), body);
    return new Message(
        EXCHANGE,
        KEY,
        TestFormat.INSTANCE,
        room.buffer(),
        room.offset(),
        0,
        body.length,
        persistent,
        0,
        -1,
        0);
  }

  /** Keeps a batch of deliveries and acknowledges it at once. */
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
