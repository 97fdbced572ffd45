package io.motet.kafka.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.client.Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that is killed while a share group works. */
class KilledShareGroupTest {
  private static final String TOPIC = "work";
  private static final String GROUP = "sharers";
  private static final int RECORDS = 300;
  private static final Map<String, Object> EXPLICIT =
      Map.of("share.acknowledgement.mode", "explicit", "max.poll.records", 50);

  @TempDir private Path data;
  private BrokerProcess broker;

  @AfterEach
  void kill() throws InterruptedException {
    broker.kill();
  }

  private static void prepare(Clients clients) throws Exception {
    try (Admin admin = clients.admin();
        KafkaProducer<String, String> producer = clients.producer(Map.of())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, GROUP);
      AlterConfigOp set =
          new AlterConfigOp(
              new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(group, List.of(set))).all().get();
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>(TOPIC, Integer.toString(i)));
      }
    }
  }

  private static KafkaShareConsumer<String, String> consumer(Clients clients) {
    KafkaShareConsumer<String, String> consumer = clients.shareConsumer(GROUP, EXPLICIT);
    consumer.subscribe(List.of(TOPIC));
    return consumer;
  }

  /** Accepts two of three records, and releases the third, until it has accepted so many. */
  private static Set<String> accept(KafkaShareConsumer<String, String> consumer, int enough) {
    Set<String> accepted = new TreeSet<>();
    for (int tries = 0; accepted.size() < enough && tries < 300; tries++) {
      Set<String> these = new TreeSet<>();
      for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
        boolean accepts = record.deliveryCount().get() > 1 || record.offset() % 3 != 0;
        consumer.acknowledge(record, accepts ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
        if (accepts) {
          these.add(record.value());
        }
      }
      consumer.commitSync().values().forEach(failure -> assertThat(failure).isEmpty());
      accepted.addAll(these);
    }
    assertThat(accepted).hasSizeGreaterThanOrEqualTo(enough);
    return accepted;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void acceptedRecordsStayAccepted(int shards) throws Exception {
    broker = new BrokerProcess(data);
    Clients before = broker.start(shards);
    prepare(before);
    Set<String> accepted;
    KafkaShareConsumer<String, String> killed = consumer(before);
    accepted = accept(killed, RECORDS / 2);
    // It has more of them now, and will never settle them.
    killed.poll(Duration.ofMillis(500));
    broker.kill();
    killed.close(Duration.ZERO);
    Clients after = broker.start(shards);
    try (KafkaShareConsumer<String, String> consumer = consumer(after)) {
      Set<String> rest = accept(consumer, RECORDS - accepted.size());
      assertThat(rest).doesNotContainAnyElementsOf(accepted);
      rest.addAll(accepted);
      assertThat(rest).hasSize(RECORDS);
    }
  }

  @Test
  void deliveriesAreStillCounted() throws Exception {
    broker = new BrokerProcess(data);
    Clients before = broker.start(1);
    prepare(before);
    try (KafkaShareConsumer<String, String> consumer = consumer(before)) {
      for (ConsumerRecord<String, String> record : pollOnce(consumer)) {
        consumer.acknowledge(record, AcknowledgeType.RELEASE);
      }
      consumer.commitSync();
    }
    broker.kill();
    Clients after = broker.start(1);
    try (KafkaShareConsumer<String, String> consumer = consumer(after)) {
      assertThat(pollOnce(consumer).get(0).deliveryCount()).hasValue((short) 2);
    }
  }

  @Test
  void membersGoOnAsTheyAre() throws Exception {
    broker = new BrokerProcess(data);
    Clients clients = broker.start(1);
    prepare(clients);
    try (KafkaShareConsumer<String, String> consumer = consumer(clients);
        KafkaProducer<String, String> producer = clients.producer(Map.of());
        Admin admin = clients.admin()) {
      pollOnce(consumer).forEach(consumer::acknowledge);
      consumer.commitSync();
      ShareGroupDescription before = describe(admin);
      assertThat(before.members()).hasSize(1);
      broker.kill();
      broker.start(1);
      assertThat(describe(admin)).isEqualTo(before);
      producer.send(new ProducerRecord<>(TOPIC, "more")).get();
      pollOnce(consumer).forEach(consumer::acknowledge);
      consumer.commitSync().values().forEach(failure -> assertThat(failure).isEmpty());
      assertThat(describe(admin)).isEqualTo(before);
    }
  }

  private static ShareGroupDescription describe(Admin admin) throws Exception {
    return admin.describeShareGroups(List.of(GROUP)).all().get().get(GROUP);
  }

  private static List<ConsumerRecord<String, String>> pollOnce(
      KafkaShareConsumer<String, String> consumer) {
    for (int tries = 0; tries < 300; tries++) {
      List<ConsumerRecord<String, String>> records = new java.util.ArrayList<>();
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      if (!records.isEmpty()) {
        return records;
      }
    }
    throw new AssertionError("no records");
  }
}
