package io.motet.broker.queue;

import static io.motet.broker.queue.TestEngine.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.storage.memory.MemoryJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {
  private TestEngine engine = new TestEngine();

  private Message expiring(LocalQueue queue, String body, long ttlMillis) {
    return engine.message(
        queue.shard(),
        "key",
        body,
        MessageProperties.NONE.withExpirationMillis(Long.toString(ttlMillis)),
        true,
        0,
        ttlMillis);
  }

  private static QueueSettings.Builder deadLetteringTo(String queue) {
    return settings().deadLetterExchange("").deadLetterRoutingKey(queue);
  }

  @Test
  void messagesExpireAnywhereInTheQueue() {
    LocalQueue queue = engine.queue("q", settings());
    engine.publish(queue, "forever");
    engine.publish(queue, expiring(queue, "late", 100));
    engine.publish(queue, expiring(queue, "soon", 10));
    engine.publish(queue, "after");
    engine.shards.advance(10);
    assertThat(queue.statistics().ready()).isEqualTo(3);
    engine.shards.advance(89);
    assertThat(queue.statistics().ready()).isEqualTo(3);
    engine.shards.advance(1);
    assertThat(engine.drain(queue)).containsExactly("forever", "after");
    assertThat(queue.statistics().persistent()).isZero();
  }

  @Test
  void queueTtlAppliesToAllAndTakesTheLesser() {
    LocalQueue queue = engine.queue("q", settings().messageTtlMillis(50));
    engine.publish(queue, "a");
    engine.shards.advance(20);
    engine.publish(queue, expiring(queue, "b", 10));
    engine.publish(queue, expiring(queue, "c", 1000));
    engine.shards.advance(10);
    assertThat(queue.statistics().ready()).isEqualTo(2);
    engine.shards.advance(20);
    assertThat(queue.statistics().ready()).isEqualTo(1);
    engine.shards.advance(20);
    assertThat(queue.statistics().ready()).isZero();
    assertThat(engine.shards.get(0).timerCount()).isZero();
  }

  @Test
  void ttlOfZeroIsForConsumersThatWaitAlready() {
    LocalQueue queue = engine.queue("q", settings().messageTtlMillis(0));
    engine.publish(queue, "lost");
    assertThat(queue.statistics().ready()).isZero();
    TestConsumer consumer = new TestConsumer(engine.shards.get(0));
    engine.subscribe(queue, consumer, 0);
    engine.publish(queue, "got");
    assertThat(consumer.bodies).containsExactly("got");
  }

  @Test
  void expiredMessageCarriesItsHistory() {
    LocalQueue dead = engine.queue("dead", settings());
    LocalQueue queue = engine.queue("q", deadLetteringTo("dead"));
    engine.publish(queue, expiring(queue, "m", 30));
    engine.shards.advance(30);

    TestConsumer consumer = new TestConsumer(engine.shards.get(0));
    engine.subscribe(dead, consumer, 0);
    assertThat(consumer.bodies).containsExactly("m");
    Map<String, Object> headers = consumer.headers.get(0);
    assertThat(headers)
        .containsEntry("x-first-death-queue", "q")
        .containsEntry("x-first-death-reason", "expired");
    assertThat((List<?>) headers.get("x-death"))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("original-expiration", "30")
        .containsEntry("exchange", "x")
        .containsEntry("routing-keys", List.of("key"))
        .containsEntry("count", 1L);
    // It does not expire again.
    assertThat(consumer.deliveries.get(0).message().ttlMillis()).isEqualTo(-1);
    assertThat(queue.statistics().persistent()).isZero();
  }

  @Test
  void rejectedMessageGoesOnByItsOwnKeyAndCopies() {
    LocalQueue key = engine.queue("key", settings());
    LocalQueue copy = engine.queue("copy", settings());
    LocalQueue queue = engine.queue("q", settings().deadLetterExchange(""));
    MessageProperties properties =
        MessageProperties.NONE.withHeaders(Map.of("CC", new ArrayList<>(List.of("copy"))));
    engine.publish(queue, engine.message(queue.shard(), "key", "m", properties, true, 0, -1));
    TestConsumer consumer = new TestConsumer(engine.shards.get(0));
    engine.subscribe(queue, consumer, 0);
    engine.settle(consumer, Outcome.REJECT);
    assertThat(engine.drain(key)).containsExactly("m");
    assertThat(engine.drain(copy)).containsExactly("m");
  }

  @Test
  void lengthLimitDropsFromTheHead() {
    LocalQueue dead = engine.queue("dead", settings());
    LocalQueue queue = engine.queue("q", deadLetteringTo("dead").maxLength(2));
    engine.publish(queue, "a", "b", "c", "d");
    assertThat(engine.drain(dead)).containsExactly("a", "b");
    assertThat(engine.drain(queue)).containsExactly("c", "d");
  }

  @Test
  void byteLimitCountsBodies() {
    LocalQueue queue = engine.queue("q", settings().maxLengthBytes(5));
    engine.publish(queue, "aaa", "bb", "c");
    assertThat(engine.drain(queue)).containsExactly("bb", "c");
  }

  @Test
  void refusedPublishIsDeadLetteredWhereAsked() {
    LocalQueue dead = engine.queue("dead", settings());
    LocalQueue queue =
        engine.queue(
            "q", deadLetteringTo("dead").maxLength(1).overflow(Overflow.REJECT_PUBLISH_DLX));
    assertThat(engine.publish(queue, engine.message(queue.shard(), "a")))
        .isEqualTo(Acceptance.DONE);
    assertThat(engine.publish(queue, engine.message(queue.shard(), "b")))
        .isEqualTo(Acceptance.REFUSED);
    assertThat(engine.drain(dead)).containsExactly("b");
  }

  @Test
  void circleWithoutARejectionEnds() {
    LocalQueue one = engine.queue("one", deadLetteringTo("two").messageTtlMillis(10));
    LocalQueue two = engine.queue("two", deadLetteringTo("one").messageTtlMillis(10));
    engine.publish(one, "m");
    engine.shards.advance(10);
    assertThat(two.statistics().ready()).isEqualTo(1);
    engine.shards.advance(10);
    assertThat(one.statistics().ready() + two.statistics().ready()).isZero();
  }

  @Test
  void circleWithARejectionGoesOn() {
    LocalQueue work = engine.queue("work", deadLetteringTo("wait"));
    engine.queue("wait", deadLetteringTo("work").messageTtlMillis(10));
    TestConsumer consumer = new TestConsumer(engine.shards.get(0));
    engine.subscribe(work, consumer, 0);
    engine.publish(work, "m");
    for (int i = 0; i < 3; i++) {
      engine.settle(consumer, Outcome.REJECT);
      engine.shards.advance(10);
    }
    assertThat(consumer.bodies).hasSize(4);
    List<?> deaths = (List<?>) consumer.headers.get(3).get("x-death");
    assertThat(deaths).hasSize(2);
    assertThat(((Map<?, ?>) deaths.get(0)).get("count")).isEqualTo(3L);
  }

  @Test
  void deliveryLimitEndsAPoisonousMessage() {
    LocalQueue dead = engine.queue("dead", settings());
    LocalQueue queue = engine.queue("q", deadLetteringTo("dead").type("quorum").deliveryLimit(2));
    TestConsumer consumer = new TestConsumer(engine.shards.get(0));
    engine.subscribe(queue, consumer, 0);
    engine.publish(queue, "m");
    for (int i = 0; i < 2; i++) {
      engine.settleFirst(consumer, Outcome.REQUEUE);
    }
    assertThat(consumer.deliveries.get(0).deliveryCount()).isEqualTo(2);
    engine.settleFirst(consumer, Outcome.REQUEUE);
    assertThat(consumer.bodies).hasSize(3);
    assertThat(engine.drain(dead)).containsExactly("m");
  }

  @Test
  void lowerLimitByPolicyDropsAtOnce() {
    LocalQueue queue = engine.queue("q", settings());
    engine.publish(queue, "a", "b", "c");
    queue.configure(settings().maxLength(1).build());
    engine.shards.runAll();
    assertThat(engine.drain(queue)).containsExactly("c");
  }

  @Test
  void prioritiesGoFirstAndAreCapped() {
    LocalQueue queue = engine.queue("q", settings().maxPriority(5));
    for (int priority : new int[] {0, 9, 3, 5, 0}) {
      engine.publish(
          queue,
          engine.message(
              queue.shard(), "k", "p" + priority, MessageProperties.NONE, true, priority, -1));
    }
    assertThat(engine.drain(queue)).containsExactly("p9", "p5", "p3", "p0", "p0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void deadLettersCrossShards(long seed) {
    engine =
        new TestEngine(new SimulatedShards(2, seed), new MemoryJournal(), TestEngine.PLENTY_BYTES);
    LocalQueue dead = engine.queue("dead", settings(), 1, true, false);
    LocalQueue queue = engine.queue("q", deadLetteringTo("dead").maxLength(1));
    engine.publish(queue, "a", "b", "c");
    engine.shards.runAll();
    assertThat(engine.drain(dead)).containsExactly("a", "b");
    assertThat(queue.statistics().persistent()).isEqualTo(1);
  }

  /** It has its answer: a copy that waited for another would come back at every start. */
  @Test
  void copyEndsWhenAQueueOfAnotherShardRefusesIt() {
    TestEngine two = new TestEngine(new SimulatedShards(2, 1), new MemoryJournal(), 1 << 30);
    two.queue("full", settings().maxLength(0).overflow(Overflow.REJECT_PUBLISH), 1, true, false);
    LocalQueue queue = two.queue("q", deadLetteringTo("full"), 0, true, false);
    two.publish(queue, "a");
    TestConsumer consumer = new TestConsumer(queue.shard());
    two.subscribe(queue, consumer, 0);
    two.settle(consumer, Outcome.REJECT);
    assertThat(queue.statistics().persistent()).isZero();
    assertThat(two.memory.usedBytes()).isLessThan(1 << 20);
  }
}
