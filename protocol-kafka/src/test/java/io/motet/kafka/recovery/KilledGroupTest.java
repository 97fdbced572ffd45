package io.motet.kafka.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.client.Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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

/** Groups whose broker is killed: members come back, and what was committed stays. */
class KilledGroupTest {
  private static final String TOPIC = "orders";
  private static final int PARTITIONS = 4;
  private static final int RECORDS = 400;

  @TempDir private Path data;
  private BrokerProcess broker;

  @AfterEach
  void kill() throws InterruptedException {
    broker.kill();
  }

  private Clients startAndFill() throws Exception {
    broker = new BrokerProcess(data);
    Clients clients = broker.start(2);
    try (Admin admin = clients.admin();
        KafkaProducer<String, String> producer = clients.producer(Map.of())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, null, Integer.toString(i)));
      }
      producer.flush();
    }
    return clients;
  }

  private static KafkaConsumer<String, String> member(Clients clients, String protocol) {
    Map<String, Object> more = new HashMap<>();
    more.put("group.protocol", protocol);
    more.put("max.poll.records", 10);
    KafkaConsumer<String, String> member = clients.consumer("readers", more);
    member.subscribe(List.of(TOPIC));
    return member;
  }

  /** What a group did: all that it read, and how far it committed. */
  private static final class Progress {
    private final Set<String> read = new HashSet<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /** Sent, but the answer was lost. */
    private final Map<TopicPartition, Long> uncertain = new HashMap<>();

    long atMost(TopicPartition partition) {
      return Math.max(committed.getOrDefault(partition, 0L), uncertain.getOrDefault(partition, 0L));
    }

    void step(KafkaConsumer<String, String> consumer) {
      ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(100));
      for (TopicPartition partition : records.partitions()) {
        List<ConsumerRecord<String, String>> some = records.records(partition);
        assertThat(some.get(0).offset())
            .as("nothing is skipped")
            .isLessThanOrEqualTo(atMost(partition));
        some.forEach(record -> read.add(record.value()));
        commit(consumer, partition, some.get(some.size() - 1).offset() + 1);
      }
    }

    private void commit(
        KafkaConsumer<String, String> consumer, TopicPartition partition, long next) {
      try {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)), Duration.ofSeconds(2));
        committed.merge(partition, next, Math::max);
      } catch (KafkaException e) {
        uncertain.merge(partition, next, Math::max);
      }
    }
  }

  /** While a second member is coming and partitions move. */
  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aRebalanceSurvives(String protocol) throws Exception {
    Clients clients = startAndFill();
    Progress progress = new Progress();
    try (KafkaConsumer<String, String> first = member(clients, protocol);
        KafkaConsumer<String, String> second = member(clients, protocol)) {
      for (int i = 0; i < 100 && progress.read.size() < RECORDS / 4; i++) {
        progress.step(first);
      }
      progress.step(second);
      progress.step(first);
      broker.kill();
      broker.start(2);
      for (int i = 0; i < 600 && progress.read.size() < RECORDS; i++) {
        progress.step(first);
        progress.step(second);
      }
      assertThat(progress.read).hasSize(RECORDS);
      for (int i = 0; i < 300 && first.assignment().size() != PARTITIONS / 2; i++) {
        progress.step(first);
        progress.step(second);
      }
      assertThat(first.assignment()).hasSize(PARTITIONS / 2);
      assertThat(second.assignment()).hasSize(PARTITIONS / 2);
    }
    try (Admin admin = clients.admin()) {
      admin
          .listConsumerGroupOffsets("readers")
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, offset) ->
                  assertThat(offset.offset())
                      .isBetween(
                          progress.committed.getOrDefault(partition, 0L),
                          progress.atMost(partition)));
    }
  }

  /** Its epoch too: an old member can never be taken for a new one. */
  @Test
  void anEmptyGroupKeepsItsEpoch() throws Exception {
    Clients clients = startAndFill();
    int before;
    try (KafkaConsumer<String, String> member = member(clients, "consumer")) {
      Clients.poll(member, 1);
      member.commitSync();
    }
    before = epoch(clients);
    broker.kill();
    broker.start(1);
    assertThat(epoch(clients)).isEqualTo(before).isPositive();
  }

  private static int epoch(Clients clients) throws Exception {
    try (Admin admin = clients.admin()) {
      return admin
          .describeConsumerGroups(List.of("readers"))
          .all()
          .get()
          .get("readers")
          .groupEpoch()
          .orElseThrow();
    }
  }
}
