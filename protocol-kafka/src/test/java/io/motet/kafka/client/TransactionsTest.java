package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidRegularExpression;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionsTest {
  private static final Map<String, ?> COMMITTED =
      Map.of("isolation.level", "read_committed", "fetch.max.wait.ms", 100);
  private static final TopicPartition OUT = new TopicPartition("out", 0);

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void startServer() {
    server = TestServer.start(data, Map.of());
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private KafkaProducer<String, String> producer(String id) {
    return server.producer(Map.of("transactional.id", id));
  }

  private static ProducerRecord<String, String> to(String topic, String value) {
    return new ProducerRecord<>(topic, value);
  }

  /** What a reader of committed records sees, up to a last value. */
  private List<String> committedUpTo(String last) {
    try (KafkaConsumer<String, String> consumer = server.consumer("g-" + last, COMMITTED)) {
      consumer.assign(List.of(OUT));
      List<String> values = new ArrayList<>();
      for (int tries = 0; tries < 300 && !values.contains(last); tries++) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
      return values;
    }
  }

  @Test
  void committedRecordsAreSeenAndAbortedOnesAreNot() throws Exception {
    try (KafkaProducer<String, String> producer = producer("t")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(to("out", "one"));
      producer.send(to("other", "one"));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(to("out", "aborted")).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(to("out", "two"));
      producer.commitTransaction();
    }
    assertThat(committedUpTo("two")).containsExactly("one", "two");
    try (KafkaConsumer<String, String> all = server.consumer("all", Map.of())) {
      all.assign(List.of(OUT));
      assertThat(TestServer.poll(all, 3))
          .extracting(ConsumerRecord::value)
          .containsExactly("one", "aborted", "two");
    }
  }

  @Test
  void anOpenTransactionHoldsReadersOfCommittedRecordsBack() throws Exception {
    try (KafkaProducer<String, String> producer = producer("t");
        KafkaProducer<String, String> plain = server.producer(Map.of());
        KafkaConsumer<String, String> consumer = server.consumer("g", COMMITTED)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(to("out", "first")).get();
      plain.send(to("out", "behind it")).get();
      consumer.assign(List.of(OUT));
      assertThat(consumer.endOffsets(List.of(OUT)).get(OUT)).isZero();
      assertThat(consumer.poll(Duration.ofMillis(300)).count()).isZero();
      producer.commitTransaction();
      assertThat(TestServer.poll(consumer, 2))
          .extracting(ConsumerRecord::value)
          .containsExactly("first", "behind it");
    }
  }

  @Test
  void aNewerProducerOfTheSameNameShutsTheOlderOut() throws Exception {
    try (KafkaProducer<String, String> old = producer("t");
        KafkaProducer<String, String> next = producer("t")) {
      old.initTransactions();
      old.beginTransaction();
      old.send(to("out", "never")).get();
      next.initTransactions();
      assertThatThrownBy(
              () -> {
                old.send(to("out", "never")).get();
                old.commitTransaction();
              })
          .satisfiesAnyOf(
              failure -> assertThat(failure).isInstanceOf(KafkaException.class),
              failure -> assertThat(failure).hasCauseInstanceOf(KafkaException.class));
      next.beginTransaction();
      next.send(to("out", "seen"));
      next.commitTransaction();
    }
    assertThat(committedUpTo("seen")).containsExactly("seen");
  }

  @Test
  void offsetsAreCommittedWithTheRecordsOrNotAtAll() throws Exception {
    TopicPartition in = new TopicPartition("in", 0);
    try (KafkaProducer<String, String> plain = server.producer(Map.of())) {
      plain.send(to("in", "a")).get();
      plain.send(to("in", "b")).get();
    }
    try (KafkaProducer<String, String> producer = producer("t");
        KafkaConsumer<String, String> consumer = server.consumer("g", COMMITTED)) {
      consumer.subscribe(List.of("in"));
      assertThat(TestServer.poll(consumer, 2)).hasSize(2);
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(to("out", "aborted"));
      producer.sendOffsetsToTransaction(
          Map.of(in, new OffsetAndMetadata(2)), consumer.groupMetadata());
      producer.abortTransaction();
      assertThat(consumer.committed(Set.of(in)).get(in)).isNull();
      producer.beginTransaction();
      producer.send(to("out", "done"));
      producer.sendOffsetsToTransaction(
          Map.of(in, new OffsetAndMetadata(1)), consumer.groupMetadata());
      producer.commitTransaction();
      assertThat(consumer.committed(Set.of(in)).get(in).offset()).isEqualTo(1);
    }
    assertThat(committedUpTo("done")).containsExactly("done");
  }

  @Test
  void aTransactionThatTakesTooLongIsAborted() throws Exception {
    try (KafkaProducer<String, String> producer =
            server.producer(Map.of("transactional.id", "slow", "transaction.timeout.ms", 300));
        KafkaProducer<String, String> plain = server.producer(Map.of())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(to("out", "too late")).get();
      plain.send(to("out", "behind it")).get();
      // Readers get on without the producer's doing.
      assertThat(committedUpTo("behind it")).containsExactly("behind it");
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
    }
  }

  /** The newer form of transactions: with each end the producer's epoch grows. */
  @Test
  void everyTransactionHasAnEpochOfItsOwn() throws Exception {
    try (KafkaProducer<String, String> producer = producer("t");
        Admin admin = server.admin()) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(to("out", "one"));
      producer.commitTransaction();
      int afterOne = epoch(admin);
      producer.beginTransaction();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(to("out", "two"));
      producer.send(to("other", "two")).get();
      assertThat(admin.describeTransactions(List.of("t")).description("t").get().topicPartitions())
          .containsExactlyInAnyOrder(OUT, new TopicPartition("other", 0));
      producer.commitTransaction();
      assertThat(epoch(admin)).isGreaterThan(afterOne);
      assertThat(afterOne).isPositive();
    }
    assertThat(committedUpTo("two")).containsExactly("one", "two");
  }

  private static int epoch(Admin admin) throws Exception {
    return admin.describeTransactions(List.of("t")).description("t").get().producerEpoch();
  }

  @Test
  void transactionsAreListedByPattern() throws Exception {
    try (KafkaProducer<String, String> one = producer("pay-1");
        KafkaProducer<String, String> two = producer("ship-1");
        Admin admin = server.admin()) {
      one.initTransactions();
      two.initTransactions();
      ListTransactionsOptions paid = new ListTransactionsOptions();
      paid.filterOnTransactionalIdPattern("pay-[0-9]");
      assertThat(admin.listTransactions(paid).all().get())
          .extracting(TransactionListing::transactionalId)
          .containsExactly("pay-1");
      ListTransactionsOptions wrong = new ListTransactionsOptions();
      wrong.filterOnTransactionalIdPattern("(ab");
      assertThatThrownBy(() -> admin.listTransactions(wrong).all().get())
          .hasCauseInstanceOf(InvalidRegularExpression.class);
    }
  }
}
