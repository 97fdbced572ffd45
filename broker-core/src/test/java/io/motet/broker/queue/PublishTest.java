package io.motet.broker.queue;

import static io.motet.broker.queue.TestEngine.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.PublishOutcome;
import io.motet.broker.publish.Publisher;
import io.motet.broker.publish.Publishers;
import io.motet.broker.publish.Transaction;
import io.motet.storage.memory.MemoryJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTest {
  private TestEngine engine = new TestEngine();
  private final List<String> outcomes = new ArrayList<>();

  private Publisher publisher() {
    Publisher publisher =
        Publishers.create(
            engine.engine,
            engine.shards.get(0),
            (token, outcome) -> outcomes.add(token + " " + outcome));
    publisher.confirming(true);
    return publisher;
  }

  private static Route route(LocalQueue... queues) {
    return new Route(Utf8.EMPTY, Utf8.EMPTY, List.of(queues), true, 0);
  }

  private void publish(Publisher publisher, String body, long token, LocalQueue... queues) {
    engine.shards.on(
        engine.shards.get(0),
        () -> publisher.publish(engine.message(engine.shards.get(0), body), route(queues), token));
  }

  private void spread(int shards, long seed) {
    engine =
        new TestEngine(
            new SimulatedShards(shards, seed), new MemoryJournal(), TestEngine.PLENTY_BYTES);
  }

  @Test
  void confirmWaitsForTheJournalOnlyWhereItMust() {
    LocalQueue durable = engine.queue("d", settings());
    LocalQueue transientQueue = engine.queue("t", settings(), 0, false, false);
    Publisher publisher = publisher();
    publish(publisher, "a", 1, durable);
    publish(publisher, "b", 2, transientQueue);
    publish(publisher, "c", 3);
    assertThat(outcomes).containsExactly("2 ACCEPTED", "3 ACCEPTED");
    engine.shards.runAll();
    assertThat(outcomes).containsExactly("2 ACCEPTED", "3 ACCEPTED", "1 ACCEPTED");
  }

  @Test
  void withoutConfirmsTheObserverIsTold() {
    LocalQueue queue = engine.queue("q", settings());
    Publisher publisher = publisher();
    publisher.confirming(false);
    publish(publisher, "a", 1, queue);
    engine.shards.runAll();
    assertThat(outcomes).isEmpty();
    assertThat(queue.statistics().ready()).isEqualTo(1);
  }

  @Test
  void oneRefusalAmongSeveralQueuesRejects() {
    LocalQueue open = engine.queue("open", settings());
    LocalQueue full =
        engine.queue("full", settings().maxLength(0).overflow(Overflow.REJECT_PUBLISH));
    publish(publisher(), "a", 7, open, full);
    engine.shards.runAll();
    assertThat(outcomes).containsExactly("7 " + PublishOutcome.REJECTED);
    assertThat(engine.drain(open)).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void queuesOfSeveralShardsGetItOnceAndInOrder(long seed) {
    spread(3, seed);
    LocalQueue[] queues = new LocalQueue[3];
    for (int i = 0; i < 3; i++) {
      queues[i] = engine.queue("q" + i, settings(), i, true, false);
    }
    Publisher publisher = publisher();
    for (int i = 0; i < 20; i++) {
      publish(publisher, "m" + i, i, queues);
      engine.shards.step();
    }
    engine.shards.runAll();
    assertThat(outcomes).hasSize(20).allMatch(outcome -> outcome.endsWith("ACCEPTED"));
    List<String> expected = engine.drain(queues[0]);
    assertThat(expected).hasSize(20).isSortedAccordingTo((a, b) -> number(a) - number(b));
    assertThat(engine.drain(queues[1])).isEqualTo(expected);
    assertThat(engine.drain(queues[2])).isEqualTo(expected);
  }

  private static int number(String body) {
    return Integer.parseInt(body.substring(1));
  }

  @Test
  void failedJournalRejectsWhatWaitsAndWhatComes() {
    LocalQueue queue = engine.queue("q", settings());
    Publisher publisher = publisher();
    engine.shards.on(
        engine.shards.get(0),
        () -> {
          publisher.publish(engine.message(engine.shards.get(0), "a"), route(queue), 1);
          engine
              .engine
              .context(engine.shards.get(0))
              .shardJournal()
              .failed(new IllegalStateException("disk"));
        });
    publish(publisher, "b", 2, queue);
    assertThat(outcomes).containsExactly("1 REJECTED", "2 REJECTED");
    assertThat(engine.journalFailure).hasMessage("disk");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void transactionIsSeenAtItsCommitOnly(int shards) {
    spread(shards, 11);
    LocalQueue first = engine.queue("first", settings(), 0, true, false);
    LocalQueue last = engine.queue("last", settings(), shards - 1, true, false);
    TestConsumer consumer = new TestConsumer(engine.shards.get(0));
    engine.publish(last, "old");
    engine.subscribe(last, consumer, 1);
    Transaction transaction = publisher().begin();
    engine.shards.on(
        engine.shards.get(0),
        () -> {
          transaction.publish(engine.message(engine.shards.get(0), "a"), route(first, last));
          transaction.settle(consumer.deliveries.get(0), Outcome.ACK);
        });
    engine.shards.runAll();
    assertThat(first.statistics().ready()).isZero();
    assertThat(last.statistics().unacknowledged()).isEqualTo(1);

    List<CompletableFuture<Void>> commit = new ArrayList<>();
    engine.shards.on(engine.shards.get(0), () -> commit.add(transaction.commit()));
    engine.join(commit.get(0));
    assertThat(engine.drain(first)).containsExactly("a");
    assertThat(consumer.bodies).containsExactly("old", "a");
    assertThat(last.statistics().unacknowledged()).isEqualTo(1);
  }

  @Test
  void rollbackForgetsPublishesAndLeavesDeliveriesUnsettled() {
    LocalQueue queue = engine.queue("q", settings());
    TestConsumer consumer = new TestConsumer(engine.shards.get(0));
    engine.publish(queue, "old");
    engine.subscribe(queue, consumer, 1);
    Transaction transaction = publisher().begin();
    engine.shards.on(
        engine.shards.get(0),
        () -> {
          transaction.publish(engine.message(engine.shards.get(0), "a"), route(queue));
          transaction.settle(consumer.deliveries.get(0), Outcome.ACK);
          transaction.rollback();
          transaction.commit();
        });
    engine.shards.runAll();
    assertThat(queue.statistics().unacknowledged()).isEqualTo(1);
    assertThat(queue.statistics().ready()).isZero();
    engine.settle(consumer, Outcome.ACK);
    assertThat(queue.statistics().unacknowledged()).isZero();
  }

  @Test
  void commitSaysThatAQueueRefused() {
    LocalQueue full =
        engine.queue("full", settings().maxLength(0).overflow(Overflow.REJECT_PUBLISH));
    Transaction transaction = publisher().begin();
    List<CompletableFuture<Void>> commit = new ArrayList<>();
    engine.shards.on(
        engine.shards.get(0),
        () -> {
          transaction.publish(engine.message(engine.shards.get(0), "a"), route(full));
          commit.add(transaction.commit());
        });
    assertThatThrownBy(() -> engine.join(commit.get(0)))
        .hasMessageContaining("partial tx completion");
  }
}
