package io.motet.broker.vhost;

import io.motet.broker.memory.ContentAllocator.Room;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.ConsumerSpec;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.TestFormat;
import io.motet.broker.shard.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Publishes to a broker and takes messages from it, as a front end would. */
final class Traffic {
  private final MemoryBroker broker;
  private final Shard shard;

  Traffic(MemoryBroker broker) {
    this.broker = broker;
    this.shard = broker.broker().context().shards().get(0);
  }

  void publish(String exchange, String key, String body, Map<String, Object> headers) {
    MessageProperties properties = MessageProperties.NONE.withHeaders(headers);
    shard.execute(
        () -> {
          Message message = message(exchange, key, body, properties);
          broker
              .host()
              .publisher(shard, (token, outcome) -> {})
              .publish(
                  message,
                  broker.host().route(Utf8.of(exchange), Utf8.of(key), message::properties),
                  0);
        });
  }

  private Message message(String exchange, String key, String body, MessageProperties properties) {
    ByteBuf encoded = Unpooled.buffer();
    TestFormat.INSTANCE.encode(properties, encoded);
    int propertiesBytes = encoded.readableBytes();
    encoded.writeBytes(body.getBytes(StandardCharsets.UTF_8));
    int size = encoded.readableBytes();
    Room room = broker.broker().context().contentAllocator(shard).allocate(size);
    room.buffer().setBytes(room.offset(), encoded, 0, size);
    return new Message(
        Utf8.of(exchange),
        Utf8.of(key),
        TestFormat.INSTANCE,
        room.buffer(),
        room.offset(),
        propertiesBytes,
        size - propertiesBytes,
        true,
        0,
        -1,
        shard.currentTimeMillis());
  }

  /** The bodies that arrive in a queue, as they come. */
  Arrivals arrivals(String queue) {
    Arrivals arrivals = new Arrivals(shard);
    MemoryBroker.await(
        broker
            .host()
            .queue(queue)
            .subscribe(new ConsumerSpec("t", null, arrivals, true, false, 0, null, 0, Map.of())));
    return arrivals;
  }

  /** A consumer that a test can wait for. */
  static final class Arrivals implements Consumer {
    private final Shard shard;
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

    Arrivals(Shard shard) {
      this.shard = shard;
    }

    String next() throws InterruptedException {
      return bodies.poll(30, TimeUnit.SECONDS);
    }

    @Override
    public Shard shard() {
      return shard;
    }

    @Override
    public void deliver(Delivery delivery) {
      Message message = delivery.message();
      bodies.add(
          message
              .content()
              .toString(message.bodyOffset(), message.bodySizeBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public void cancelled(CancelReason reason) {
      bodies.add("cancelled " + reason);
    }
  }
}
