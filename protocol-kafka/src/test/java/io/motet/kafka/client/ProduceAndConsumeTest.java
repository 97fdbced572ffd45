package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceAndConsumeTest {
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

  private void produce(String topic, int count) throws Exception {
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      Future<RecordMetadata> last = null;
      for (int i = 0; i < count; i++) {
        last = producer.send(new ProducerRecord<>(topic, "key-" + i, "value-" + i));
      }
      last.get();
    }
  }

  @Test
  void aGroupReadsEverythingOnceAndRemembersIt() throws Exception {
    produce("orders", 1000);
    try (KafkaConsumer<String, String> consumer = server.consumer("readers", Map.of())) {
      consumer.subscribe(List.of("orders"));
      List<ConsumerRecord<String, String>> records = TestServer.poll(consumer, 1000);
      assertThat(records).hasSize(1000);
      for (int i = 0; i < 1000; i++) {
        assertThat(records.get(i).offset()).isEqualTo(i);
        assertThat(records.get(i).value()).isEqualTo("value-" + i);
      }
      consumer.commitSync();
    }
    produce("orders", 1);
    try (KafkaConsumer<String, String> consumer = server.consumer("readers", Map.of())) {
      consumer.subscribe(List.of("orders"));
      List<ConsumerRecord<String, String>> records = TestServer.poll(consumer, 1);
      assertThat(records).extracting(ConsumerRecord::offset).containsExactly(1000L);
      assertThat(consumer.endOffsets(consumer.assignment()).values()).containsExactly(1001L);
    }
  }

  @Test
  void aWaitingReaderIsWokenByTheNextRecord() throws Exception {
    try (KafkaConsumer<String, String> consumer =
            server.consumer("waiting", Map.of("fetch.max.wait.ms", 120_000));
        KafkaProducer<String, String> producer = server.producer(Map.of("linger.ms", 0))) {
      TopicPartition partition = new TopicPartition("events", 0);
      producer.send(new ProducerRecord<>("events", "first")).get();
      consumer.assign(List.of(partition));
      assertThat(TestServer.poll(consumer, 1)).hasSize(1);
      // The next fetch is under way now and would take two minutes without anything new.
      consumer.poll(Duration.ofMillis(200));
      producer.send(new ProducerRecord<>("events", "second")).get();
      assertThat(TestServer.poll(consumer, 1))
          .extracting(ConsumerRecord::value)
          .containsExactly("second");
      // Its next fetch is under way, and would hold the farewell back.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  @Test
  void membersSharePartitionsAndTakeOver() throws Exception {
    try (Admin admin = server.admin()) {
      admin.createTopics(List.of(new NewTopic("shared", 4, (short) 1))).all().get();
    }
    Map<String, Object> cooperative =
        Map.of(
            "partition.assignment.strategy",
            CooperativeStickyAssignor.class.getName(),
            "heartbeat.interval.ms",
            200);
    try (KafkaConsumer<String, String> stays = server.consumer("sharing", cooperative)) {
      stays.subscribe(List.of("shared"));
      try (KafkaConsumer<String, String> leaves = server.consumer("sharing", cooperative)) {
        leaves.subscribe(List.of("shared"));
        pollUntilAssigned(stays, leaves, 2, 2);
        Set<Integer> all = new TreeSet<>();
        stays.assignment().forEach(partition -> all.add(partition.partition()));
        leaves.assignment().forEach(partition -> all.add(partition.partition()));
        assertThat(all).containsExactly(0, 1, 2, 3);
      }
      pollUntilAssigned(stays, null, 4, 0);
    }
  }

  private static void pollUntilAssigned(
      KafkaConsumer<String, String> one, KafkaConsumer<String, String> other, int a, int b) {
    for (int tries = 0; tries < 300; tries++) {
      one.poll(Duration.ofMillis(100));
      if (other != null) {
        other.poll(Duration.ofMillis(100));
      }
      int others = other == null ? 0 : other.assignment().size();
      if (one.assignment().size() == a && others == b) {
        return;
      }
    }
    throw new AssertionError("assigned: " + one.assignment());
  }

  @Test
  void aStaticMemberComesBackToItsPlace() throws Exception {
    produce("steady", 1);
    Map<String, Object> instance = Map.of("group.instance.id", "one");
    String firstId;
    try (KafkaConsumer<String, String> consumer = server.consumer("static", instance)) {
      consumer.subscribe(List.of("steady"));
      assertThat(TestServer.poll(consumer, 1)).hasSize(1);
      firstId = consumer.groupMetadata().memberId();
    }
    try (KafkaConsumer<String, String> consumer = server.consumer("static", instance)) {
      consumer.subscribe(List.of("steady"));
      assertThat(TestServer.poll(consumer, 1)).hasSize(1);
      assertThat(consumer.groupMetadata().generationId()).isEqualTo(1);
      assertThat(consumer.groupMetadata().memberId()).isNotEqualTo(firstId);
    }
  }
}
