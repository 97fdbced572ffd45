package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own share consumer and admin client, unmodified. */
class ShareGroupTest {
  private static final String TOPIC = "work";
  private static final String GROUP = "sharers";
  private static final Map<String, Object> EXPLICIT =
      Map.of("share.acknowledgement.mode", "explicit");

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void startServer() throws Exception {
    server = TestServer.start(data, Map.of("kafka.group.share.record.lock.duration", "2s"));
    try (Admin admin = server.admin()) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    beginAt("earliest");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private void beginAt(String strategy) throws Exception {
    configure("share.auto.offset.reset", strategy);
  }

  private void configure(String name, String value) throws Exception {
    try (Admin admin = server.admin()) {
      ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, GROUP);
      AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(group, List.of(set))).all().get();
      assertThat(admin.describeConfigs(List.of(group)).all().get().get(group).get(name).value())
          .isEqualTo(value);
    }
  }

  private void produce(int from, int to) throws Exception {
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      for (int i = from; i < to; i++) {
        producer.send(new ProducerRecord<>(TOPIC, "v" + i));
      }
      producer.flush();
    }
  }

  private KafkaShareConsumer<String, String> consumer(Map<String, Object> more) {
    KafkaShareConsumer<String, String> consumer = server.shareConsumer(GROUP, more);
    consumer.subscribe(List.of(TOPIC));
    return consumer;
  }

  private static List<ConsumerRecord<String, String>> poll(
      KafkaShareConsumer<String, String> consumer) {
    for (int tries = 0; tries < 300; tries++) {
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      if (!records.isEmpty()) {
        return records;
      }
    }
    throw new AssertionError("no records");
  }

  private static void assertNothingLeft(KafkaShareConsumer<String, String> consumer) {
    for (int tries = 0; tries < 5; tries++) {
      assertThat(consumer.poll(Duration.ofMillis(200)).count()).isZero();
    }
  }

  private static Set<String> values(List<ConsumerRecord<String, String>> records) {
    Set<String> values = new TreeSet<>();
    records.forEach(record -> values.add(record.value()));
    return values;
  }

  @Test
  void whatIsReadAndNotObjectedToIsDone() throws Exception {
    produce(0, 100);
    try (KafkaShareConsumer<String, String> consumer = consumer(Map.of())) {
      Set<String> seen = new TreeSet<>();
      while (seen.size() < 100) {
        List<ConsumerRecord<String, String>> records = poll(consumer);
        assertThat(records).allMatch(record -> record.deliveryCount().get() == 1);
        values(records).forEach(value -> assertThat(seen.add(value)).isTrue());
      }
      consumer.commitSync();
    }
    server.close();
    server = TestServer.start(data, Map.of());
    produce(100, 101);
    try (KafkaShareConsumer<String, String> consumer = consumer(Map.of())) {
      assertThat(values(poll(consumer))).containsExactly("v100");
    }
  }

  @Test
  void eachRecordIsSettledByItself() throws Exception {
    produce(0, 4);
    try (KafkaShareConsumer<String, String> consumer = consumer(EXPLICIT)) {
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      while (records.size() < 4) {
        for (ConsumerRecord<String, String> record : poll(consumer)) {
          records.add(record);
          consumer.acknowledge(
              record,
              switch (record.value()) {
                case "v1" -> AcknowledgeType.RELEASE;
                case "v2" -> AcknowledgeType.REJECT;
                default -> AcknowledgeType.ACCEPT;
              });
        }
        consumer.commitSync().values().forEach(failure -> assertThat(failure).isEmpty());
      }
      List<ConsumerRecord<String, String>> again = poll(consumer);
      assertThat(values(again)).containsExactly("v1");
      assertThat(again.get(0).deliveryCount()).hasValue((short) 2);
      again.forEach(record -> consumer.acknowledge(record, AcknowledgeType.ACCEPT));
      consumer.commitSync();
      assertNothingLeft(consumer);
    }
  }

  @Test
  void aRecordIsTriedFiveTimes() throws Exception {
    produce(0, 1);
    try (KafkaShareConsumer<String, String> consumer = consumer(EXPLICIT)) {
      for (short i = 1; i <= 5; i++) {
        List<ConsumerRecord<String, String>> records = poll(consumer);
        assertThat(records.get(0).deliveryCount()).hasValue(i);
        records.forEach(record -> consumer.acknowledge(record, AcknowledgeType.RELEASE));
        consumer.commitSync();
      }
      assertNothingLeft(consumer);
    }
  }

  @Test
  void membersShareOnePartition() throws Exception {
    Map<String, Object> few = Map.of("max.poll.records", 10, "share.acquire.mode", "record_limit");
    try (KafkaShareConsumer<String, String> one = consumer(few);
        KafkaShareConsumer<String, String> other = consumer(few)) {
      Map<String, Integer> seen = new HashMap<>();
      int ofOne = 0;
      int ofOther = 0;
      one.poll(Duration.ofMillis(500));
      other.poll(Duration.ofMillis(500));
      produce(0, 200);
      for (int tries = 0; seen.size() < 200 && tries < 300; tries++) {
        for (ConsumerRecord<String, String> record : one.poll(Duration.ofMillis(100))) {
          seen.merge(record.value(), 1, Integer::sum);
          ofOne++;
        }
        for (ConsumerRecord<String, String> record : other.poll(Duration.ofMillis(100))) {
          seen.merge(record.value(), 1, Integer::sum);
          ofOther++;
        }
      }
      assertThat(seen).hasSize(200);
      assertThat(seen.values()).containsOnly(1);
      assertThat(ofOne).isPositive();
      assertThat(ofOther).isPositive();
    }
  }

  @Test
  void othersGetWhatASilentMemberKeeps() throws Exception {
    produce(0, 3);
    try (KafkaShareConsumer<String, String> silent = consumer(EXPLICIT);
        KafkaShareConsumer<String, String> other = consumer(EXPLICIT)) {
      Set<String> kept = values(poll(silent));
      Set<String> seen = new TreeSet<>();
      while (!seen.containsAll(kept)) {
        List<ConsumerRecord<String, String>> records = poll(other);
        seen.addAll(values(records));
        for (ConsumerRecord<String, String> record : records) {
          if (kept.contains(record.value())) {
            assertThat(record.deliveryCount().get()).isGreaterThan((short) 1);
          }
          other.acknowledge(record, AcknowledgeType.ACCEPT);
        }
        other.commitSync();
      }
    }
  }

  @Test
  void whoLeavesGivesBackWhatItHas() throws Exception {
    produce(0, 3);
    Set<String> kept;
    try (KafkaShareConsumer<String, String> leaves = consumer(EXPLICIT)) {
      kept = values(poll(leaves));
    }
    try (KafkaShareConsumer<String, String> other = consumer(Map.of())) {
      Set<String> seen = new TreeSet<>();
      while (!seen.containsAll(kept)) {
        seen.addAll(values(poll(other)));
      }
    }
  }

  @Test
  void readersOfCommittedRecordsGetNoAbortedOnes() throws Exception {
    configure("share.isolation.level", "read_committed");
    try (KafkaProducer<String, String> producer = server.producer(Map.of("transactional.id", "t"));
        KafkaShareConsumer<String, String> consumer = consumer(Map.of())) {
      producer.initTransactions();
      produce(0, 1);
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, "aborted"));
      producer.flush();
      produce(1, 2);
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, "committed"));
      producer.flush();
      produce(2, 3);
      Set<String> seen = new TreeSet<>();
      while (seen.size() < 2) {
        seen.addAll(values(poll(consumer)));
      }
      assertThat(seen).containsExactly("v0", "v1");
      producer.commitTransaction();
      while (seen.size() < 4) {
        seen.addAll(values(poll(consumer)));
      }
      assertThat(seen).containsExactly("committed", "v0", "v1", "v2");
    }
  }

  @Test
  void aNewGroupBeginsAtTheEndUnlessItIsTold() throws Exception {
    beginAt("latest");
    produce(0, 5);
    try (KafkaShareConsumer<String, String> consumer = consumer(Map.of())) {
      assertNothingLeft(consumer);
      produce(5, 6);
      assertThat(values(poll(consumer))).containsExactly("v5");
    }
  }

  @Test
  void aGroupHasSoManyMembers() throws Exception {
    server.close();
    server = TestServer.start(data, Map.of("kafka.group.share.max.size", "1"));
    produce(0, 1);
    try (KafkaShareConsumer<String, String> member = consumer(Map.of());
        KafkaShareConsumer<String, String> oneTooMany = consumer(Map.of())) {
      assertThat(poll(member)).hasSize(1);
      assertThatThrownBy(() -> poll(oneTooMany)).isInstanceOf(GroupMaxSizeReachedException.class);
    }
  }

  @Test
  void topicsThatAreDeletedLeaveNothingBehind() throws Exception {
    produce(0, 1);
    try (KafkaShareConsumer<String, String> consumer = consumer(Map.of());
        Admin admin = server.admin()) {
      assertThat(poll(consumer)).hasSize(1);
      consumer.commitSync();
      admin.deleteTopics(List.of(TOPIC)).all().get();
    }
    server.close();
    server = TestServer.start(data, Map.of());
    List<String> left = new ArrayList<>();
    server.context().metadata().forEach("kafka-share", (key, fields) -> left.add(key));
    assertThat(left).isEmpty();
  }

  @Test
  void administratorsSeeAndMoveGroups() throws Exception {
    produce(0, 10);
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    try (Admin admin = server.admin()) {
      try (KafkaShareConsumer<String, String> consumer = consumer(Map.of())) {
        int count = 0;
        while (count < 10) {
          count += poll(consumer).size();
        }
        consumer.commitSync();
        ShareGroupDescription group =
            admin.describeShareGroups(List.of(GROUP)).all().get().get(GROUP);
        assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
        assertThat(group.members()).hasSize(1);
        assertThat(group.members().iterator().next().assignment().topicPartitions())
            .containsExactly(partition);
        assertThatThrownBy(
                () -> admin.alterShareGroupOffsets(GROUP, Map.of(partition, 4L)).all().get())
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(GroupNotEmptyException.class);
      }
      assertThat(offset(admin, partition)).isEqualTo(10);
      admin.alterShareGroupOffsets(GROUP, Map.of(partition, 4L)).all().get();
      assertThat(offset(admin, partition)).isEqualTo(4);
      try (KafkaShareConsumer<String, String> consumer = consumer(Map.of())) {
        Set<String> seen = new TreeSet<>();
        while (seen.size() < 6) {
          seen.addAll(values(poll(consumer)));
        }
        assertThat(seen).containsExactly("v4", "v5", "v6", "v7", "v8", "v9");
      }
      admin.deleteShareGroupOffsets(GROUP, Set.of(TOPIC)).all().get();
      assertThat(
              admin
                  .listShareGroupOffsets(Map.of(GROUP, new ListShareGroupOffsetsSpec()))
                  .partitionsToOffsetInfo(GROUP)
                  .get())
          .isEmpty();
      assertThat(admin.listGroups().all().get()).anyMatch(group -> group.groupId().equals(GROUP));
      admin.deleteShareGroups(List.of(GROUP)).all().get();
      assertThat(admin.listGroups().all().get()).noneMatch(group -> group.groupId().equals(GROUP));
    }
  }

  private static long offset(Admin admin, TopicPartition partition) throws Exception {
    return admin
        .listShareGroupOffsets(Map.of(GROUP, new ListShareGroupOffsetsSpec()))
        .partitionsToOffsetInfo(GROUP)
        .get()
        .get(partition)
        .startOffset();
  }
}
