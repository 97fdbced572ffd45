package io.motet.kafka.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.client.Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilledBrokerTest {
  private static final String TOPIC = "orders";
  private static final int PARTITIONS = 3;
  private static final int ENOUGH = 20_000;

  @TempDir private Path data;

  private BrokerProcess broker;

  private Clients start(int shards) throws IOException {
    if (broker == null) {
      broker = new BrokerProcess(data);
    }
    return broker.start(shards);
  }

  @AfterEach
  void kill() throws InterruptedException {
    broker.kill();
  }

  private static void createTopic(Clients clients) throws Exception {
    try (Admin admin = clients.admin()) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    }
  }

  /** In the middle of an idempotent producer's work. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void noAcknowledgedRecordIsLost(int shards) throws Exception {
    Clients before = start(shards);
    createTopic(before);
    Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    try (KafkaProducer<String, String> producer = before.producer(Map.of("acks", "all"))) {
      CountDownLatch enough = new CountDownLatch(ENOUGH);
      for (int i = 0; i < 2 * ENOUGH; i++) {
        int number = i;
        producer.send(
            new ProducerRecord<>(TOPIC, "key-" + i % 100, Integer.toString(i)),
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged.add(number);
                enough.countDown();
              }
            });
      }
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      kill();
      producer.close(Duration.ZERO);
    }
    Clients after = start(shards);
    Set<Integer> left = new TreeSet<>();
    try (KafkaConsumer<String, String> consumer = after.consumer("readers", Map.of())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int i = 0; i < PARTITIONS; i++) {
        partitions.add(new TopicPartition(TOPIC, i));
      }
      consumer.assign(partitions);
      long total =
          consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      for (ConsumerRecord<String, String> record : Clients.poll(consumer, (int) total)) {
        assertThat(left.add(Integer.valueOf(record.value()))).as("twice").isTrue();
      }
    }
    assertThat(left).containsAll(acknowledged);
  }

  /** Whatever the moment of the kill: all records of a transaction are seen, or none. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void transactionsAreWhole(int shards) throws Exception {
    Clients before = start(shards);
    createTopic(before);
    AtomicInteger committed = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(20);
    Thread writer =
        new Thread(
            () -> {
              Map<String, ?> more = Map.of("transactional.id", "t", "max.block.ms", 1000);
              try (KafkaProducer<String, String> producer = before.producer(more)) {
                producer.initTransactions();
                for (int i = 0; ; i++) {
                  producer.beginTransaction();
                  for (int partition = 0; partition < PARTITIONS; partition++) {
                    producer.send(new ProducerRecord<>(TOPIC, partition, null, "t" + i));
                  }
                  producer.commitTransaction();
                  committed.set(i + 1);
                  enough.countDown();
                }
              } catch (KafkaException e) {
                // The broker is gone.
              }
            });
    writer.start();
    assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
    kill();
    writer.interrupt();
    writer.join();
    Clients after = start(shards);
    try (KafkaProducer<String, String> producer = after.producer(Map.of("transactional.id", "t"));
        KafkaConsumer<String, String> consumer =
            after.consumer("readers", Map.of("isolation.level", "read_committed"))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        producer.send(new ProducerRecord<>(TOPIC, partition, null, "last"));
      }
      producer.commitTransaction();
      List<List<String>> seen = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        consumer.assign(List.of(new TopicPartition(TOPIC, partition)));
        consumer.seekToBeginning(consumer.assignment());
        List<String> values = new ArrayList<>();
        for (int tries = 0; tries < 300 && !values.contains("last"); tries++) {
          consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
        }
        seen.add(values);
      }
      assertThat(seen.get(0)).hasSizeGreaterThan(committed.get()).endsWith("last");
      assertThat(seen).allMatch(seen.get(0)::equals);
    }
  }

  /** What a group committed, the topic's configuration and the ids of producers. */
  @Test
  void offsetsAndTopicsStay() throws Exception {
    Clients before = start(2);
    createTopic(before);
    TopicPartition partition = new TopicPartition(TOPIC, 1);
    String clusterId;
    try (KafkaProducer<String, String> producer = before.producer(Map.of());
        KafkaConsumer<String, String> consumer = before.consumer("readers", Map.of());
        Admin admin = before.admin()) {
      producer.send(new ProducerRecord<>(TOPIC, 1, "k", "first")).get();
      producer.send(new ProducerRecord<>(TOPIC, 1, "k", "second")).get();
      consumer.assign(List.of(partition));
      assertThat(Clients.poll(consumer, 2)).hasSize(2);
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(1, "half way")));
      clusterId = admin.describeCluster().clusterId().get();
      kill();
    }
    Clients after = start(2);
    try (KafkaConsumer<String, String> consumer = after.consumer("readers", Map.of());
        Admin admin = after.admin()) {
      consumer.assign(List.of(partition));
      assertThat(consumer.committed(Set.of(partition)).get(partition).metadata())
          .isEqualTo("half way");
      assertThat(Clients.poll(consumer, 1))
          .extracting(ConsumerRecord::value)
          .containsExactly("second");
      assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
      assertThat(admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC).partitions())
          .hasSize(PARTITIONS);
    }
  }
}
