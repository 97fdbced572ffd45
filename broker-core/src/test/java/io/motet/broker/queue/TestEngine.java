package io.motet.broker.queue;

import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.exchange.Route;
import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.memory.MemoryBudget;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.shard.Shard;
import io.motet.storage.journal.Journal;
import io.motet.storage.memory.MemoryJournal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** An engine on simulated shards, with a virtual host that knows queues by name only. */
final class TestEngine implements QueueHost {
  static final long PLENTY_BYTES = 1L << 30;

  final SimulatedShards shards;
  final AlarmBoard alarms = new AlarmBoard();
  final MemoryBudget memory;
  final Engine engine;
  final Map<String, LocalQueue> queues = new HashMap<>();
  final List<String> deleteRequests = new ArrayList<>();
  Throwable journalFailure;
  private long lastId;

  TestEngine() {
    this(new SimulatedShards(1, 1), new MemoryJournal(), PLENTY_BYTES);
  }

  TestEngine(SimulatedShards shards, Journal journal, long memoryLimitBytes) {
    this.shards = shards;
    this.memory = new MemoryBudget(memoryLimitBytes, alarms);
    this.engine =
        new Engine(
            shards.all(),
            journal,
            memory,
            alarms,
            id -> TestFormat.INSTANCE,
            failure -> journalFailure = failure);
  }

  LocalQueue queue(String name, QueueSettings.Builder settings) {
    return queue(name, settings, 0, true, false);
  }

  LocalQueue queue(
      String name, QueueSettings.Builder settings, int shard, boolean durable, boolean autoDelete) {
    QueueIdentity identity =
        new QueueIdentity(++lastId, "/", name, durable, autoDelete, null, Map.of());
    LocalQueue queue = engine.create(identity, settings.build(), shards.get(shard), this);
    queues.put(name, queue);
    shards.runAll();
    return queue;
  }

  /** A builder, so that calls read well. */
  static QueueSettings.Builder settings() {
    return QueueSettings.builder();
  }

  Message message(Shard shard, String body) {
    return message(shard, "", body, MessageProperties.NONE, true, 0, -1);
  }

  Message message(
      Shard shard,
      String routingKey,
      String body,
      MessageProperties properties,
      boolean persistent,
      int priority,
      long ttlMillis) {
    ByteBuf encoded = Unpooled.buffer();
    if (!properties.equals(MessageProperties.NONE)) {
      TestFormat.INSTANCE.encode(properties, encoded);
    }
    int propertiesBytes = encoded.readableBytes();
    encoded.writeBytes(body.getBytes(StandardCharsets.UTF_8));
    ContentAllocator.Room room = engine.context(shard).contents().allocate(encoded.readableBytes());
    room.buffer().setBytes(room.offset(), encoded, 0, encoded.readableBytes());
    return new Message(
        Utf8.of("x"),
        Utf8.of(routingKey),
        TestFormat.INSTANCE,
        room.buffer(),
        room.offset(),
        propertiesBytes,
        encoded.readableBytes() - propertiesBytes,
        persistent,
        priority,
        ttlMillis,
        shard.currentTimeMillis());
  }

  /** Publishes bodies to a queue from its own shard. */
  void publish(LocalQueue queue, String... bodies) {
    for (String body : bodies) {
      publish(queue, message(queue.shard(), body));
    }
  }

  Acceptance publish(LocalQueue queue, Message message) {
    Acceptance[] result = new Acceptance[1];
    shards.on(
        queue.shard(),
        () -> {
          result[0] = engine.fanOut(queue.shard()).publish(message, List.of(queue), null, 0);
          message.release();
        });
    return result[0];
  }

  Subscription subscribe(LocalQueue queue, TestConsumer consumer, int prefetch) {
    return subscribe(queue, consumer, prefetch, false, 0);
  }

  Subscription subscribe(
      LocalQueue queue, TestConsumer consumer, int prefetch, boolean noAck, int priority) {
    return join(
        queue.subscribe(
            new ConsumerSpec(
                "tag", null, consumer, noAck, false, prefetch, null, priority, Map.of())));
  }

  /** Runs the shards until the answer is there, and returns it. */
  <T> T join(CompletableFuture<T> answer) {
    shards.runAll();
    if (!answer.isDone()) {
      throw new IllegalStateException("no answer");
    }
    return answer.join();
  }

  void settle(TestConsumer consumer, Outcome outcome) {
    shards.on(consumer.shard(), () -> consumer.settleAll(outcome));
    shards.runAll();
  }

  void settleFirst(TestConsumer consumer, Outcome outcome) {
    shards.on(consumer.shard(), () -> consumer.settleFirst(outcome));
    shards.runAll();
  }

  /** Takes all ready messages with no-ack gets. */
  List<String> drain(LocalQueue queue) {
    TestConsumer taker = new TestConsumer(queue.shard());
    OptionalLong left = join(queue.get(true, taker));
    while (left.isPresent()) {
      left = join(queue.get(true, taker));
    }
    return taker.bodies;
  }

  @Override
  public Route deadLetterRoute(
      String exchange, List<Utf8> routingKeys, Supplier<MessageProperties> properties) {
    if (!exchange.isEmpty()) {
      return null;
    }
    List<MessageTarget> targets = new ArrayList<>();
    for (Utf8 key : routingKeys) {
      LocalQueue queue = queues.get(key.toString());
      if (queue != null && !targets.contains(queue)) {
        targets.add(queue);
      }
    }
    return new Route(Utf8.EMPTY, routingKeys.get(0), targets, false, 0);
  }

  @Override
  public Route delayOver(
      LocalQueue waitingRoom, Message message, Supplier<MessageProperties> properties) {
    return deadLetterRoute("", List.of(message.routingKey()), properties);
  }

  @Override
  public CompletableFuture<?> requestDelete(LocalQueue queue, DeleteReason reason) {
    deleteRequests.add(queue.name() + " " + reason);
    return CompletableFuture.completedFuture(null);
  }
}
