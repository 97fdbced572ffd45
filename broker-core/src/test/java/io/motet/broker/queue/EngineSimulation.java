package io.motet.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.exchange.Route;
import io.motet.broker.memory.SlabAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.PublishOutcome;
import io.motet.broker.publish.Publisher;
import io.motet.broker.publish.Publishers;
import io.motet.broker.shard.Shard;
import io.motet.storage.memory.MemoryJournal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random clients on queues of several shards, stepped in an order drawn from the seed, against a
 * model that knows only what clients see: what was published, delivered, settled.
 *
 * <p>A body reads {@code queue/publishing shard/priority/number}; numbers rise per queue and shard.
 */
final class EngineSimulation {
  private static final int QUEUES = 4;
  private static final int STEPS = 400;
  private static final int MAX_PRIORITY = 3;

  private final Random random;
  private final int shardCount;
  private final TestEngine engine;
  private final List<LocalQueue> queues = new ArrayList<>();
  private final List<Publisher> publishers = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, Set<String>> published = new HashMap<>();
  private final Map<String, Set<String>> ended = new HashMap<>();
  private final Map<String, Long> purged = new HashMap<>();
  private int lastNumber;
  private int confirmed;
  private int awaitedConfirms;

  EngineSimulation(long seed) {
    random = new Random(seed);
    shardCount = 1 + random.nextInt(3);
    engine =
        new TestEngine(
            new SimulatedShards(shardCount, seed), new MemoryJournal(), TestEngine.PLENTY_BYTES);
    for (int i = 0; i < QUEUES; i++) {
      QueueSettings.Builder settings =
          TestEngine.settings().maxPriority(i == 1 ? MAX_PRIORITY : 0).singleActiveConsumer(i == 2);
      queues.add(engine.queue("q" + i, settings, i % shardCount, i != 3, false));
      published.put("q" + i, new HashSet<>());
      ended.put("q" + i, new HashSet<>());
      purged.put("q" + i, 0L);
    }
    for (Shard shard : engine.shards.all()) {
      Publisher publisher =
          Publishers.create(
              engine.engine,
              shard,
              (token, outcome) -> {
                assertThat(outcome).isEqualTo(PublishOutcome.ACCEPTED);
                confirmed++;
              });
      publisher.confirming(true);
      publishers.add(publisher);
    }
  }

  /** Runs it all; throws an assertion error that tells what was wrong. */
  void run() {
    for (int i = 0; i < STEPS; i++) {
      act();
      for (int steps = random.nextInt(4); steps > 0; steps--) {
        engine.shards.step();
      }
    }
    engine.shards.runAll();
    assertThat(confirmed).as("confirms").isEqualTo(awaitedConfirms);
    queues.forEach(this::checkFigures);
    finish();
  }

  private void act() {
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> publish();
      case 4 -> subscribe();
      case 5, 6, 7 -> settle();
      case 8 -> cancel();
      default -> rare();
    }
  }

  private void publish() {
    int shard = random.nextInt(shardCount);
    List<LocalQueue> targets = new ArrayList<>();
    for (LocalQueue queue : queues) {
      if (random.nextInt(3) == 0) {
        targets.add(queue);
      }
    }
    int priority = random.nextInt(MAX_PRIORITY + 1);
    boolean persistent = random.nextBoolean();
    String body = shard + "/" + priority + "/" + ++lastNumber;
    targets.forEach(queue -> published.get(queue.name()).add(body));
    awaitedConfirms++;
    Shard from = engine.shards.get(shard);
    Message message =
        engine.message(from, "", body, MessageProperties.NONE, persistent, priority, -1);
    Route route = new Route(Utf8.EMPTY, Utf8.EMPTY, List.copyOf(targets), true, 0);
    engine.shards.on(from, () -> publishers.get(shard).publish(message, route, 0));
  }

  private void subscribe() {
    LocalQueue queue = queues.get(random.nextInt(QUEUES));
    Client client = new Client(queue, random.nextInt(shardCount), random.nextInt(5));
    clients.add(client);
    queue
        .subscribe(
            new ConsumerSpec(
                "c" + clients.size(),
                null,
                client,
                client.noAck,
                false,
                client.prefetch,
                client.noAck ? null : client.limiter,
                random.nextInt(2),
                Map.of()))
        .thenAccept(subscription -> client.subscription = subscription);
  }

  private void settle() {
    if (!clients.isEmpty()) {
      Client client = clients.get(random.nextInt(clients.size()));
      engine.shards.on(client.shard(), () -> client.settleSome(1 + random.nextInt(3)));
    }
  }

  private void cancel() {
    if (!clients.isEmpty()) {
      Client client = clients.get(random.nextInt(clients.size()));
      if (client.subscription != null) {
        engine.shards.on(client.shard(), client::leave);
      }
    }
  }

  private void rare() {
    LocalQueue queue = queues.get(random.nextInt(QUEUES));
    if (random.nextInt(5) == 0) {
      queue.purge().thenAccept(count -> purged.merge(queue.name(), count, Long::sum));
    } else if (!clients.isEmpty()) {
      Client client = clients.get(random.nextInt(clients.size()));
      if (client.subscription != null) {
        boolean writable = random.nextBoolean();
        engine.shards.on(client.shard(), () -> client.subscription.writable(writable));
      }
    }
  }

  /** At rest the queue's own counts are what clients have seen. */
  private void checkFigures(LocalQueue queue) {
    long out =
        clients.stream()
            .filter(client -> client.queue == queue)
            .mapToLong(client -> client.unsettled.size())
            .sum();
    QueueStatistics figures = queue.statistics();
    assertThat(figures.unacknowledged()).as("unacknowledged of " + queue.name()).isEqualTo(out);
    long left =
        published.get(queue.name()).size()
            - ended.get(queue.name()).size()
            - purged.get(queue.name())
            - out;
    assertThat(figures.ready()).as("ready of " + queue.name()).isEqualTo(left);
  }

  /** Everybody leaves; what is left comes out in order, and all content is given back. */
  private void finish() {
    for (Client client : clients) {
      engine.shards.on(client.shard(), client::leave);
      engine.shards.runAll();
      engine.shards.on(client.shard(), client::leave);
    }
    engine.shards.runAll();
    for (LocalQueue queue : queues) {
      checkFigures(queue);
      checkOrder(queue, engine.drain(queue));
      engine.join(queue.delete(false, false));
    }
    for (Shard shard : engine.shards.all()) {
      ((SlabAllocator) engine.engine.context(shard).contents()).close();
    }
    assertThat(engine.memory.usedBytes()).as("content that nobody gave back").isZero();
  }

  private void checkOrder(LocalQueue queue, List<String> drained) {
    boolean prioritized = queue.settings().maxPriority() > 0;
    Map<String, Integer> last = new HashMap<>();
    int priorityBefore = Integer.MAX_VALUE;
    Set<String> seen = new HashSet<>();
    for (String body : drained) {
      assertThat(seen.add(body)).as("once: " + body).isTrue();
      assertThat(ended.get(queue.name())).as("not settled").doesNotContain(body);
      String[] parts = body.split("/", -1);
      int priority = prioritized ? Integer.parseInt(parts[1]) : 0;
      assertThat(priority).as("priority of " + body).isLessThanOrEqualTo(priorityBefore);
      priorityBefore = priority;
      String source = parts[0] + "/" + priority;
      int number = Integer.parseInt(parts[2]);
      assertThat(number).as("order in " + queue.name()).isGreaterThan(last.getOrDefault(source, 0));
      last.put(source, number);
    }
  }

  /** A consumer that checks what it is given. */
  private final class Client implements Consumer {
    private final LocalQueue queue;
    private final Shard shard;
    private final int prefetch;
    private final boolean noAck;
    private final PrefetchLimiter limiter;
    private final Map<Delivery, String> unsettled = new LinkedHashMap<>();
    private final Map<String, Integer> lastFresh = new HashMap<>();
    private Subscription subscription;
    private boolean gone;

    Client(LocalQueue queue, int shard, int prefetch) {
      this.queue = queue;
      this.shard = engine.shards.get(shard);
      this.prefetch = prefetch;
      this.noAck = random.nextInt(4) == 0;
      this.limiter = random.nextInt(3) == 0 ? PrefetchLimiter.of(2) : null;
    }

    @Override
    public Shard shard() {
      return shard;
    }

    @Override
    public void deliver(Delivery delivery) {
      assertThat(shard.inShard()).isTrue();
      assertThat(gone).as("delivery after the end").isFalse();
      String body = TestConsumer.body(delivery.message());
      assertThat(published.get(queue.name())).contains(body);
      assertThat(ended.get(queue.name())).as("ended already").doesNotContain(body);
      if (!delivery.redelivered()) {
        checkFresh(body);
      }
      if (noAck) {
        assertThat(ended.get(queue.name()).add(body)).isTrue();
        return;
      }
      unsettled.put(delivery, body);
      if (prefetch > 0) {
        assertThat(unsettled.size()).as("prefetch").isLessThanOrEqualTo(prefetch);
      }
      if (limiter != null) {
        assertThat(unsettled.size()).as("channel's limit").isLessThanOrEqualTo(limiter.limit());
      }
    }

    private void checkFresh(String body) {
      String[] parts = body.split("/", -1);
      String source = parts[0] + "/" + (queue.settings().maxPriority() > 0 ? parts[1] : "any");
      int number = Integer.parseInt(parts[2]);
      assertThat(number)
          .as("order to one consumer")
          .isGreaterThan(lastFresh.getOrDefault(source, 0));
      lastFresh.put(source, number);
    }

    void settleSome(int count) {
      for (int i = 0; i < count && !unsettled.isEmpty(); i++) {
        List<Delivery> all = new ArrayList<>(unsettled.keySet());
        settle(all.get(random.nextInt(all.size())));
      }
    }

    private void settle(Delivery delivery) {
      String body = unsettled.remove(delivery);
      Outcome outcome = Outcome.values()[random.nextInt(3)];
      if (outcome != Outcome.REQUEUE) {
        assertThat(ended.get(queue.name()).add(body)).isTrue();
      }
      delivery.settle(outcome);
    }

    /** Cancels, then gives back what it holds, as a channel does when it closes. */
    void leave() {
      if (subscription != null) {
        subscription.cancel(() -> gone = true);
        subscription = null;
      }
      List<Delivery> all = new ArrayList<>(unsettled.keySet());
      Collections.shuffle(all, random);
      unsettled.clear();
      all.forEach(delivery -> delivery.settle(Outcome.REQUEUE));
    }

    @Override
    public void cancelled(CancelReason reason) {}
  }
}
