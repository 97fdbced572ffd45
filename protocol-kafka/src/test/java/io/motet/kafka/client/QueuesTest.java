package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.Alarms;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.user.Permissions;
import io.motet.broker.vhost.VirtualHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues that are no streams, seen by Kafka's clients. */
class QueuesTest {
  private static final String QUEUE = "jobs";

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

  private VirtualHost virtualHost() {
    return server.context().virtualHosts().get("/");
  }

  private Queue declare(String name, Map<String, Object> arguments) {
    return virtualHost()
        .declareQueue(new QueueDeclaration(name, true, null, false, arguments))
        .join();
  }

  private record Found(MessageProperties properties, String text) {}

  private static List<Found> contents(Queue queue) {
    List<Found> found = Collections.synchronizedList(new ArrayList<>());
    queue.browse(message -> found.add(copy(message))).join();
    return found;
  }

  private static Found copy(Message message) {
    return new Found(
        message.properties(),
        message
            .content()
            .toString(message.bodyOffset(), message.bodySizeBytes(), StandardCharsets.UTF_8));
  }

  private void send(Map<String, ?> more, int count) throws Exception {
    try (KafkaProducer<String, String> producer = server.producer(more)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sent.add(producer.send(new ProducerRecord<>(QUEUE, "key-" + i, "value-" + i)));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void everyRecordBecomesAMessage(String compression) throws Exception {
    Queue queue = declare(QUEUE, Map.of());
    send(Map.of("compression.type", compression, "linger.ms", 20), 100);
    List<Found> found = contents(queue);
    assertThat(found).hasSize(100);
    assertThat(found).extracting(Found::text).contains("value-0", "value-99");
    assertThat(found)
        .allMatch(
            message ->
                message
                    .properties()
                    .headers()
                    .get("x-kafka-key")
                    .equals(message.text().replace("value", "key")));
  }

  @Test
  void headersAndTimesAreProperties() throws Exception {
    final Queue queue = declare(QUEUE, Map.of());
    ProducerRecord<String, String> record =
        new ProducerRecord<>(QUEUE, 0, 1_700_000_000_000L, null, (String) null);
    record.headers().add("content-type", "text/x".getBytes(StandardCharsets.UTF_8));
    record.headers().add("traceparent", "00-1-2-01".getBytes(StandardCharsets.UTF_8));
    record.headers().add("raw", new byte[] {(byte) 0xff});
    record.headers().add("x-properties", new byte[] {1, 2, 3});
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      RecordMetadata answer = producer.send(record).get();
      assertThat(answer.hasOffset()).isFalse();
      assertThat(answer.partition()).isZero();
    }
    Found found = contents(queue).get(0);
    assertThat(found.text()).isEmpty();
    MessageProperties properties = found.properties();
    assertThat(properties.contentType()).isEqualTo("text/x");
    assertThat(properties.deliveryMode()).isEqualTo(2);
    assertThat(properties.timestamp()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(properties.headers()).containsOnlyKeys("traceparent", "raw");
  }

  @Test
  void confirmedRecordsOutliveTheBroker() throws Exception {
    declare(QUEUE, Map.of());
    send(Map.of("acks", "all"), 10);
    send(Map.of("acks", "1", "enable.idempotence", "false"), 10);
    server.close();
    server = TestServer.start(data, Map.of());
    assertThat(contents(virtualHost().queue(QUEUE))).hasSize(20);
    // Clients keep the topic's id.
    send(Map.of(), 1);
    assertThat(contents(virtualHost().queue(QUEUE))).hasSize(21);
  }

  @Test
  void aFullQueueHoldsProducersBack() throws Exception {
    Queue queue = declare(QUEUE, Map.of("x-max-length", 5, "x-overflow", "reject-publish"));
    assertThatThrownBy(
            () ->
                send(
                    Map.of("delivery.timeout.ms", 2000, "request.timeout.ms", 1000, "linger.ms", 0),
                    10))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(contents(queue)).hasSize(5);
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      Future<RecordMetadata> waits = producer.send(new ProducerRecord<>(QUEUE, "last"));
      queue.purge().join();
      waits.get();
    }
    assertThat(contents(queue)).extracting(Found::text).containsExactly("last");
  }

  @Test
  void aQueueThatDeadLettersWhatItRefusesSaysSo() throws Exception {
    Queue dead = declare("dead", Map.of());
    declare(
        QUEUE,
        Map.of(
            "x-max-length",
            0,
            "x-overflow",
            "reject-publish-dlx",
            "x-dead-letter-exchange",
            "",
            "x-dead-letter-routing-key",
            "dead"));
    assertThatThrownBy(() -> send(Map.of(), 1)).hasCauseInstanceOf(PolicyViolationException.class);
    assertThat(contents(dead)).hasSize(1);
  }

  @Test
  void anAlarmHoldsProducersBack() throws Exception {
    Queue queue = declare(QUEUE, Map.of());
    AlarmBoard alarms = (AlarmBoard) server.context().alarms();
    alarms.set(Alarms.Alarm.MEMORY, true);
    assertThatThrownBy(
            () -> send(Map.of("delivery.timeout.ms", 1000, "request.timeout.ms", 500), 1))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(contents(queue)).isEmpty();
    alarms.set(Alarms.Alarm.MEMORY, false);
    send(Map.of(), 1);
    assertThat(contents(queue)).hasSize(1);
  }

  @Test
  void whatIsTooLargeForATopicIsTooLargeForAQueue() {
    declare(QUEUE, Map.of());
    try (KafkaProducer<String, String> producer =
        server.producer(Map.of("max.request.size", 4 << 20))) {
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(QUEUE, "x".repeat(2 << 20)));
      assertThatThrownBy(sent::get).hasCauseInstanceOf(RecordTooLargeException.class);
    }
  }

  @Test
  void aQueueTakesNoPartInTransactions() {
    declare(QUEUE, Map.of());
    try (KafkaProducer<String, String> producer =
        server.producer(Map.of("transactional.id", "t"))) {
      producer.initTransactions();
      producer.beginTransaction();
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(QUEUE, "x"));
      assertThatThrownBy(sent::get).hasCauseInstanceOf(KafkaException.class);
      producer.abortTransaction();
    }
  }

  @Test
  void producersThatWantNoAnswerGetNone() throws Exception {
    Queue queue = declare(QUEUE, Map.of());
    try (KafkaProducer<String, String> producer =
        server.producer(Map.of("acks", "0", "enable.idempotence", "false"))) {
      producer.send(new ProducerRecord<>(QUEUE, "a")).get();
    }
    send(Map.of(), 1);
    assertThat(contents(queue)).hasSize(2);
  }

  @Test
  void aQueueIsAnInternalTopicOfOnePartition() throws Exception {
    declare(QUEUE, Map.of());
    declare("no topic's name", Map.of());
    try (Admin admin = server.admin()) {
      assertThat(admin.listTopics().names().get()).doesNotContain(QUEUE);
      ListTopicsOptions all = new ListTopicsOptions().listInternal(true);
      assertThat(admin.listTopics(all).names().get())
          .contains(QUEUE)
          .doesNotContain("no topic's name");
      TopicDescription topic =
          admin.describeTopics(List.of(QUEUE)).allTopicNames().get().get(QUEUE);
      assertThat(topic.partitions()).hasSize(1);
      assertThat(topic.isInternal()).isTrue();
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, QUEUE);
      assertThat(admin.describeConfigs(List.of(resource)).all().get().get(resource).entries())
          .isEmpty();
      assertRefused(
          admin.createTopics(List.of(new NewTopic(QUEUE, 1, (short) 1))).all(),
          TopicExistsException.class);
      assertRefused(admin.deleteTopics(List.of(QUEUE)).all(), TopicDeletionDisabledException.class);
      assertRefused(
          admin.createPartitions(Map.of(QUEUE, NewPartitions.increaseTo(2))).all(),
          InvalidPartitionsException.class);
      assertRefused(
          admin
              .deleteRecords(Map.of(new TopicPartition(QUEUE, 0), RecordsToDelete.beforeOffset(-1)))
              .all(),
          PolicyViolationException.class);
    }
    assertThat(virtualHost().queue(QUEUE)).isNotNull();
  }

  /** Tools go over all topics, and try again what they are told is unknown. */
  @Test
  void administrationOfPartitionsKnowsQueues() throws Exception {
    declare(QUEUE, Map.of());
    TopicPartition partition = new TopicPartition(QUEUE, 0);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, QUEUE);
    AlterConfigOp retention =
        new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET);
    try (Admin admin = server.admin()) {
      assertThat(
              admin
                  .describeProducers(List.of(partition))
                  .partitionResult(partition)
                  .get()
                  .activeProducers())
          .isEmpty();
      assertThat(
              admin
                  .electLeaders(ElectionType.PREFERRED, Set.of(partition))
                  .partitions()
                  .get()
                  .get(partition))
          .get()
          .isInstanceOf(ElectionNotNeededException.class);
      admin
          .alterPartitionReassignments(
              Map.of(partition, Optional.of(new NewPartitionReassignment(List.of(1)))))
          .all()
          .get();
      assertRefused(
          admin.incrementalAlterConfigs(Map.of(resource, List.of(retention))).all(),
          PolicyViolationException.class);
    }
  }

  @Test
  void offsetsOfAQueueCanBePartOfATransaction() throws Exception {
    declare(QUEUE, Map.of());
    TopicPartition partition = new TopicPartition(QUEUE, 0);
    try (KafkaProducer<String, String> producer = server.producer(Map.of("transactional.id", "t"));
        KafkaConsumer<String, String> reader = server.consumer("readers", Map.of());
        Admin admin = server.admin()) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(
          Map.of(partition, new OffsetAndMetadata(3)), reader.groupMetadata());
      producer.commitTransaction();
      assertThat(
              admin
                  .listConsumerGroupOffsets("readers")
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .get(partition)
                  .offset())
          .isEqualTo(3);
    }
  }

  private static void assertRefused(KafkaFuture<?> answer, Class<? extends Throwable> error) {
    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(error);
  }

  private KafkaShareConsumer<String, String> sharer(Map<String, ?> more) {
    KafkaShareConsumer<String, String> consumer = server.shareConsumer("sharers", more);
    consumer.subscribe(List.of(QUEUE));
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

  @Test
  void shareGroupsTakeMessagesOut() throws Exception {
    Queue queue = declare(QUEUE, Map.of());
    try (KafkaShareConsumer<String, String> consumer = sharer(Map.of())) {
      consumer.poll(Duration.ofMillis(500));
      send(Map.of(), 100);
      Set<String> seen = new TreeSet<>();
      while (seen.size() < 100) {
        for (ConsumerRecord<String, String> record : poll(consumer)) {
          assertThat(record.key()).isEqualTo(record.value().replace("value", "key"));
          assertThat(record.deliveryCount()).hasValue((short) 1);
          assertThat(seen.add(record.value())).isTrue();
        }
      }
      consumer.commitSync().values().forEach(failure -> assertThat(failure).isEmpty());
      assertThat(queue.depth().join().ready()).isZero();
      assertThat(queue.statistics().unacknowledged()).isZero();
    }
  }

  @Test
  void whatIsReleasedGoesBackAndWhatIsRejectedIsDeadLettered() throws Exception {
    final Queue dead = declare("dead", Map.of());
    declare(QUEUE, Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead"));
    send(Map.of(), 3);
    try (KafkaShareConsumer<String, String> consumer =
        sharer(Map.of("share.acknowledgement.mode", "explicit"))) {
      int settled = 0;
      while (settled < 3) {
        for (ConsumerRecord<String, String> record : poll(consumer)) {
          boolean first = record.deliveryCount().get() == 1;
          AcknowledgeType how =
              switch (record.value()) {
                case "value-0" -> first ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT;
                case "value-1" -> AcknowledgeType.REJECT;
                default -> AcknowledgeType.ACCEPT;
              };
          consumer.acknowledge(record, how);
          settled += how == AcknowledgeType.RELEASE ? 0 : 1;
        }
        consumer.commitSync().values().forEach(failure -> assertThat(failure).isEmpty());
      }
    }
    assertThat(contents(dead)).extracting(Found::text).containsExactly("value-1");
    assertThat(contents(virtualHost().queue(QUEUE))).isEmpty();
  }

  @Test
  void whatAMemberThatLeavesHasNotSettledGoesBack() throws Exception {
    Queue queue = declare(QUEUE, Map.of());
    send(Map.of(), 3);
    try (KafkaShareConsumer<String, String> consumer =
        sharer(Map.of("share.acknowledgement.mode", "explicit"))) {
      poll(consumer);
    }
    for (int tries = 0; contents(queue).size() < 3 && tries < 10_000; tries++) {
      queue.depth().join();
    }
    assertThat(contents(queue)).hasSize(3);
  }

  @Test
  void permissionsOnTheQueueCount() {
    declare(QUEUE, Map.of());
    server
        .context()
        .users()
        .setPermissions(new Permissions("guest", "/", "", "other", QUEUE))
        .join();
    assertThatThrownBy(() -> send(Map.of(), 1))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void queuesCanBeHidden() throws Exception {
    server.close();
    server =
        TestServer.start(
            Map.of("kafka.queues.enable", "false", "kafka.auto.create.topics.enable", "false"));
    declare(QUEUE, Map.of());
    try (Admin admin = server.admin()) {
      assertThat(admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get())
          .doesNotContain(QUEUE);
      assertRefused(
          admin.describeTopics(List.of(QUEUE)).allTopicNames(),
          UnknownTopicOrPartitionException.class);
    }
    try (KafkaProducer<String, String> producer = server.producer(Map.of("max.block.ms", 500))) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>(QUEUE, "x")).get())
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }
}
