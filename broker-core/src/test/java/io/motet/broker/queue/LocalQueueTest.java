package io.motet.broker.queue;

import static io.motet.broker.queue.TestEngine.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.error.BrokerException;
import io.motet.broker.memory.SlabAllocator;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.stats.MessageCounters.Kind;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalQueueTest {
  private final TestEngine engine = new TestEngine();
  private final TestConsumer consumer = new TestConsumer(engine.shards.get(0));

  @AfterEach
  void allContentIsGivenBack() {
    engine.queues.values().forEach(queue -> engine.join(queue.delete(false, false)));
    engine.shards.on(
        engine.shards.get(0),
        () -> {
          for (int i = 0; i < engine.shards.all().size(); i++) {
            closeAllocator(i);
          }
        });
    assertThat(engine.memory.usedBytes()).isZero();
  }

  private void closeAllocator(int shard) {
    ((SlabAllocator) engine.engine.context(engine.shards.get(shard)).contents()).close();
  }

  @Test
  void keepsOrderAndCounts() {
    LocalQueue queue = engine.queue("q", settings());
    engine.publish(queue, "a", "bb", "ccc");

    QueueStatistics figures = queue.statistics();
    assertThat(figures.ready()).isEqualTo(3);
    assertThat(figures.readyBytes()).isEqualTo(6);
    assertThat(figures.persistent()).isEqualTo(3);

    engine.subscribe(queue, consumer, 2);
    assertThat(consumer.bodies).containsExactly("a", "bb");
    assertThat(figures.unacknowledged()).isEqualTo(2);

    engine.settle(consumer, Outcome.ACK);
    assertThat(consumer.bodies).containsExactly("a", "bb", "ccc");
    engine.settle(consumer, Outcome.ACK);
    assertThat(figures.ready() + figures.unacknowledged() + figures.persistent()).isZero();
    assertThat(figures.counters().get(Kind.ACK)).isEqualTo(3);
  }

  @Test
  void requeuedMessagesComeBackAtTheirPlaceAndMarked() {
    LocalQueue queue = engine.queue("q", settings());
    engine.publish(queue, "a", "b", "c", "d");
    Subscription subscription = engine.subscribe(queue, consumer, 3);
    subscription.cancel(() -> {});
    engine.shards.runAll();
    engine.shards.on(
        consumer.shard(),
        () -> {
          consumer.deliveries.get(2).settle(Outcome.REQUEUE);
          consumer.deliveries.get(0).settle(Outcome.REQUEUE);
          consumer.deliveries.get(1).settle(Outcome.ACK);
        });

    TestConsumer next = new TestConsumer(engine.shards.get(0));
    engine.subscribe(queue, next, 0);
    assertThat(next.bodies).containsExactly("a", "c", "d");
    assertThat(next.redelivered).containsExactly(true, true, false);
  }

  @Test
  void consumersTakeTurnsAndPrioritiesGoFirst() {
    LocalQueue queue = engine.queue("q", settings());
    TestConsumer second = new TestConsumer(engine.shards.get(0));
    TestConsumer important = new TestConsumer(engine.shards.get(0));
    engine.subscribe(queue, consumer, 0);
    engine.subscribe(queue, second, 0);
    engine.subscribe(queue, important, 2, false, 5);
    engine.publish(queue, "1", "2", "3", "4", "5", "6");

    assertThat(important.bodies).containsExactly("1", "2");
    assertThat(consumer.bodies).containsExactly("3", "5");
    assertThat(second.bodies).containsExactly("4", "6");
  }

  @Test
  void consumerThatIsNotWritableIsSkipped() {
    LocalQueue queue = engine.queue("q", settings());
    Subscription subscription = engine.subscribe(queue, consumer, 0, true, 0);
    subscription.writable(false);
    engine.shards.runAll();
    engine.publish(queue, "a");
    assertThat(consumer.bodies).isEmpty();

    subscription.writable(true);
    engine.shards.runAll();
    assertThat(consumer.bodies).containsExactly("a");
  }

  @Test
  void slowConsumerWithoutAcknowledgementsGetsABurstAtATime() {
    LocalQueue queue = engine.queue("q", settings());
    for (int i = 0; i < 3000; i++) {
      engine.publish(
          queue, engine.message(queue.shard(), "", "m", MessageProperties.NONE, false, 0, -1));
    }
    engine.shards.on(
        engine.shards.get(0),
        () ->
            queue.subscribe(
                new ConsumerSpec("t", null, consumer, true, false, 0, null, 0, Map.of())));
    assertThat(consumer.bodies).hasSize(LocalSubscription.BURST_MESSAGES);
    Subscription subscription = queue.subscriptions().get(0);
    engine.shards.on(engine.shards.get(0), () -> subscription.writable(false));
    engine.shards.runAll();
    assertThat(consumer.bodies).hasSize(LocalSubscription.BURST_MESSAGES);
  }

  @Test
  void sharedLimitHoldsOverQueuesAndWakesTheWaiting() {
    LocalQueue one = engine.queue("one", settings());
    LocalQueue two = engine.queue("two", settings());
    PrefetchLimiter limiter = PrefetchLimiter.of(2);
    for (LocalQueue queue : List.of(one, two)) {
      engine.join(
          queue.subscribe(
              new ConsumerSpec("t", null, consumer, false, false, 0, limiter, 0, Map.of())));
    }
    engine.publish(one, "a", "b", "c");
    engine.publish(two, "d");
    assertThat(consumer.bodies).containsExactly("a", "b");

    engine.settleFirst(consumer, Outcome.ACK);
    engine.settleFirst(consumer, Outcome.ACK);
    assertThat(consumer.bodies).containsExactlyInAnyOrder("a", "b", "c", "d");
    limiter.limit(3);
    engine.publish(two, "e");
    assertThat(consumer.bodies).contains("e");
  }

  @Test
  void exclusiveConsumerKeepsOthersOut() {
    LocalQueue queue = engine.queue("q", settings());
    engine.join(
        queue.subscribe(
            new ConsumerSpec("alone", null, consumer, false, true, 0, null, 0, Map.of())));
    assertThat(queue.statistics().exclusiveConsumerTag()).isEqualTo("alone");
    assertThatThrownBy(() -> engine.subscribe(queue, consumer, 0))
        .hasRootCauseInstanceOf(BrokerException.class)
        .hasMessageContaining("queue 'q' in vhost '/' in exclusive use");
  }

  @Test
  void singleActiveConsumerHandsOverToTheHighestPriority() {
    LocalQueue queue = engine.queue("q", settings().singleActiveConsumer(true));
    TestConsumer low = new TestConsumer(engine.shards.get(0));
    TestConsumer high = new TestConsumer(engine.shards.get(0));
    Subscription first = engine.subscribe(queue, consumer, 1);
    Subscription second = engine.subscribe(queue, low, 0);
    Subscription third = engine.subscribe(queue, high, 0, false, 3);
    engine.publish(queue, "a", "b", "c");
    assertThat(consumer.bodies).containsExactly("a");
    assertThat(low.bodies).isEmpty();
    assertThat(List.of(first.active(), second.active(), third.active()))
        .containsExactly(true, false, false);

    first.cancel(() -> {});
    engine.shards.runAll();
    assertThat(high.bodies).containsExactly("b", "c");
    assertThat(third.active()).isTrue();
  }

  @Test
  void getTakesOneAndSaysHowManyAreLeft() {
    LocalQueue queue = engine.queue("q", settings());
    assertThat(engine.join(queue.get(false, consumer))).isEmpty();
    engine.publish(queue, "a", "b");
    assertThat(engine.join(queue.get(false, consumer))).isEqualTo(OptionalLong.of(1));
    assertThat(consumer.bodies).containsExactly("a");
    assertThat(queue.statistics().unacknowledged()).isEqualTo(1);
    engine.settle(consumer, Outcome.REQUEUE);
    assertThat(engine.drain(queue)).containsExactly("a", "b");
  }

  @Test
  void purgeTakesReadyMessagesOnly() {
    LocalQueue queue = engine.queue("q", settings());
    engine.publish(queue, "a", "b", "c");
    engine.subscribe(queue, consumer, 1);
    assertThat(engine.join(queue.purge())).isEqualTo(2);
    assertThat(queue.statistics().ready()).isZero();
    assertThat(queue.statistics().unacknowledged()).isEqualTo(1);
  }

  @Test
  void deleteRefusesWhatIsInUseOrNotEmptyAndCancelsConsumers() {
    LocalQueue queue = engine.queue("q", settings());
    engine.publish(queue, "a", "b");
    assertThatThrownBy(() -> engine.join(queue.delete(false, true)))
        .hasMessageContaining("queue 'q' in vhost '/' not empty");
    engine.subscribe(queue, consumer, 1);
    assertThatThrownBy(() -> engine.join(queue.delete(true, false)))
        .hasMessageContaining("queue 'q' in vhost '/' in use");
    assertThat(engine.join(queue.delete(false, false))).isEqualTo(1);
    assertThat(consumer.cancels).containsExactly(CancelReason.QUEUE_DELETED);
    // A settlement that was under way is harmless, a publish goes nowhere.
    engine.settle(consumer, Outcome.ACK);
    engine.publish(queue, "late");
    assertThat(queue.statistics().ready()).isZero();
  }

  @Test
  void autoDeleteAsksWhenTheLastConsumerGoes() {
    LocalQueue queue = engine.queue("q", settings(), 0, false, true);
    Subscription first = engine.subscribe(queue, consumer, 0);
    Subscription second = engine.subscribe(queue, consumer, 0);
    first.cancel(() -> {});
    engine.shards.runAll();
    assertThat(engine.deleteRequests).isEmpty();
    second.cancel(() -> {});
    engine.shards.runAll();
    assertThat(engine.deleteRequests).containsExactly("q LAST_CONSUMER_GONE");
  }

  @Test
  void unusedQueueAsksForItsEnd() {
    LocalQueue queue = engine.queue("q", settings().expiresMillis(100));
    engine.shards.advance(60);
    queue.touch();
    engine.shards.advance(60);
    assertThat(engine.deleteRequests).isEmpty();
    Subscription subscription = engine.subscribe(queue, consumer, 0);
    engine.shards.advance(500);
    assertThat(engine.deleteRequests).isEmpty();
    subscription.cancel(() -> {});
    engine.shards.runAll();
    engine.shards.advance(100);
    assertThat(engine.deleteRequests).containsExactly("q UNUSED");
  }

  @Test
  void deliveryKeptForTooLongIsReportedOnce() {
    LocalQueue queue = engine.queue("q", settings().consumerTimeoutMillis(50));
    engine.subscribe(queue, consumer, 0);
    engine.publish(queue, "a");
    engine.shards.advance(49);
    assertThat(consumer.timedOut).isEmpty();
    engine.publish(queue, "b");
    engine.shards.advance(1);
    assertThat(consumer.timedOut).containsExactly(consumer.deliveries.get(0));
    engine.shards.advance(49);
    assertThat(consumer.timedOut).isEqualTo(consumer.deliveries);
  }

  @Test
  void settlingTwiceIsAFault() {
    LocalQueue queue = engine.queue("q", settings());
    engine.subscribe(queue, consumer, 0);
    engine.publish(queue, "a");
    Delivery delivery = consumer.deliveries.get(0);
    engine.settle(consumer, Outcome.ACK);
    assertThatThrownBy(() -> delivery.settle(Outcome.ACK))
        .isInstanceOf(IllegalStateException.class);
  }
}
