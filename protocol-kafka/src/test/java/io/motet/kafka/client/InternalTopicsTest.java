package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The topics that Kafka keeps groups and transactions in, as tools see them. */
class InternalTopicsTest {
  private static final String OFFSETS = "__consumer_offsets";
  private static final String TRANSACTIONS = "__transaction_state";

  private TestServer server;
  private Admin admin;

  @BeforeEach
  void start() {
    server = TestServer.start(Map.of());
    admin = server.admin();
  }

  @AfterEach
  void stop() {
    admin.close();
    server.close();
  }

  private static <T> T of(KafkaFuture<T> future) throws Exception {
    return future.get(TestServer.LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private Set<String> all() throws Exception {
    return of(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
  }

  private void useGroup() {
    TopicPartition partition = new TopicPartition("t", 0);
    try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
      consumer.assign(List.of(partition));
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
    }
  }

  private void useTransaction() {
    try (KafkaProducer<String, String> producer =
        server.producer(Map.of("transactional.id", "x"))) {
      producer.initTransactions();
    }
  }

  private void awaitTopic(String name) throws Exception {
    for (int tries = 0; !all().contains(name); tries++) {
      assertThat(tries).as("tries to find %s", name).isLessThan(600);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  void theyAreMadeWhenGroupsAndTransactionsAreUsed() throws Exception {
    assertThat(all()).isEmpty();
    useGroup();
    awaitTopic(OFFSETS);
    assertThat(all()).doesNotContain(TRANSACTIONS);
    useTransaction();
    awaitTopic(TRANSACTIONS);
    assertThat(of(admin.listTopics().names())).doesNotContain(OFFSETS, TRANSACTIONS);
    Map<String, TopicDescription> described =
        of(admin.describeTopics(List.of(OFFSETS, TRANSACTIONS)).allTopicNames());
    for (TopicDescription topic : described.values()) {
      assertThat(topic.isInternal()).isTrue();
      assertThat(topic.partitions()).hasSize(50);
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, OFFSETS);
    Config config = of(admin.describeConfigs(List.of(resource)).all()).get(resource);
    assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(config.get("segment.bytes").value()).isEqualTo("104857600");
  }

  @Test
  void nobodyProducesToThem() throws Exception {
    useGroup();
    awaitTopic(OFFSETS);
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>(OFFSETS, "v")).get())
          .hasCauseInstanceOf(InvalidTopicException.class);
    }
  }

  @Test
  void consumersOfAllTopicsLeaveThemAlone() throws Exception {
    useGroup();
    awaitTopic(OFFSETS);
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      producer.send(new ProducerRecord<>("t", "v")).get();
    }
    for (String protocol : List.of("classic", "consumer")) {
      Map<String, String> more = Map.of("group.protocol", protocol);
      try (KafkaConsumer<String, String> consumer = server.consumer("all-" + protocol, more)) {
        consumer.subscribe(Pattern.compile(".*"));
        TestServer.poll(consumer, 1);
        assertThat(consumer.assignment()).containsExactly(new TopicPartition("t", 0));
      }
    }
  }

  @Test
  void whoAsksForOneByNameGetsAnEmptyOne() throws Exception {
    try (KafkaConsumer<String, String> consumer =
        server.consumer("reader", Map.of("exclude.internal.topics", "false"))) {
      consumer.subscribe(List.of(OFFSETS));
      for (int tries = 0; consumer.assignment().isEmpty() && tries < 300; tries++) {
        assertThat(consumer.poll(Duration.ofMillis(100)).isEmpty()).isTrue();
      }
      assertThat(consumer.assignment()).hasSize(50);
    }
  }

  @Test
  void oneThatWasDeletedIsMadeAgain() throws Exception {
    useGroup();
    awaitTopic(OFFSETS);
    of(admin.deleteTopics(List.of(OFFSETS)).all());
    useGroup();
    awaitTopic(OFFSETS);
    assertThat(
            of(admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata())
                .get(new TopicPartition("t", 0))
                .offset())
        .isZero();
  }
}
