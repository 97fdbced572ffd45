package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class AdminTest {
  @Test
  void topicsComeGrowAndGo() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      NewTopic topic = new NewTopic("events", 2, (short) 3).configs(Map.of("retention.ms", "1000"));
      var created = admin.createTopics(List.of(topic));
      assertThat(created.numPartitions("events").get()).isEqualTo(2);
      assertThat(created.config("events").get().get("retention.ms").value()).isEqualTo("1000");
      assertThat(admin.listTopics().names().get()).containsExactly("events");
      assertThatThrownBy(() -> admin.createTopics(List.of(topic)).all().get())
          .hasCauseInstanceOf(TopicExistsException.class);
      admin.createPartitions(Map.of("events", NewPartitions.increaseTo(5))).all().get();
      assertThatThrownBy(
              () ->
                  admin.createPartitions(Map.of("events", NewPartitions.increaseTo(4))).all().get())
          .hasCauseInstanceOf(InvalidPartitionsException.class);
      var description = admin.describeTopics(List.of("events")).allTopicNames().get();
      assertThat(description.get("events").partitions()).hasSize(5);
      assertThat(description.get("events").partitions().get(4).leader().id()).isEqualTo(1);
      admin.deleteTopics(List.of("events")).all().get();
      assertThat(admin.listTopics().names().get()).isEmpty();
      assertThatThrownBy(() -> admin.deleteTopics(List.of("events")).all().get())
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void wrongDeclarationsAreRefused() {
    try (TestServer server = TestServer.start(Map.of("kafka.strict.replication", "true"));
        Admin admin = server.admin()) {
      assertThatThrownBy(
              () -> admin.createTopics(List.of(new NewTopic("t", 1, (short) 3))).all().get())
          .hasCauseInstanceOf(InvalidReplicationFactorException.class)
          .hasMessageContaining("Unable to replicate the partition 3 time(s)");
      assertThatThrownBy(
              () -> admin.createTopics(List.of(new NewTopic("t", 0, (short) 1))).all().get())
          .hasCauseInstanceOf(InvalidPartitionsException.class);
      NewTopic wrong = new NewTopic("t", 1, (short) 1).configs(Map.of("no.such", "1"));
      assertThatThrownBy(() -> admin.createTopics(List.of(wrong)).all().get())
          .hasCauseInstanceOf(InvalidConfigurationException.class);
    }
  }

  @Test
  void configurationsAreShownAndChanged() throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "logs");
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      admin.createTopics(List.of(new NewTopic("logs", 1, (short) 1))).all().get();
      AlterConfigOp set =
          new AlterConfigOp(new ConfigEntry("retention.ms", "5"), AlterConfigOp.OpType.SET);
      AlterConfigOp append =
          new AlterConfigOp(
              new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.APPEND);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(set, append))).all().get();
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      assertThat(config.get("retention.ms").value()).isEqualTo("5");
      assertThat(config.get("cleanup.policy").value()).isEqualTo("delete,compact");
      assertThat(config.get("segment.bytes").isDefault()).isTrue();
      AlterConfigOp wrong =
          new AlterConfigOp(new ConfigEntry("retention.ms", "soon"), AlterConfigOp.OpType.SET);
      assertThatThrownBy(
              () -> admin.incrementalAlterConfigs(Map.of(topic, List.of(wrong))).all().get())
          .hasCauseInstanceOf(InvalidConfigurationException.class);
    }
  }

  @Test
  void recordsAreDeletedBeforeAnOffset() throws Exception {
    TopicPartition partition = new TopicPartition("lines", 0);
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin();
        KafkaProducer<String, String> producer = server.producer(Map.of())) {
      for (int i = 0; i < 3; i++) {
        producer.send(new ProducerRecord<>("lines", "line")).get();
      }
      var deleted = admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)));
      assertThat(deleted.lowWatermarks().get(partition).get().lowWatermark()).isEqualTo(2);
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
    }
  }

  @Test
  void groupsAreListedDescribedAndDeleted() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
        producer.send(new ProducerRecord<>("lines", "one")).get();
      }
      try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
        consumer.subscribe(List.of("lines"));
        assertThat(TestServer.poll(consumer, 1)).hasSize(1);
        consumer.commitSync();
        ConsumerGroupDescription busy =
            admin.describeConsumerGroups(List.of("g")).describedGroups().get("g").get();
        assertThat(busy.groupState()).isEqualTo(GroupState.STABLE);
        assertThat(busy.members()).hasSize(1);
        assertThat(busy.members().iterator().next().assignment().topicPartitions()).hasSize(1);
        assertThatThrownBy(() -> admin.deleteConsumerGroups(List.of("g")).all().get())
            .hasCauseInstanceOf(GroupNotEmptyException.class);
      }
      assertThat(admin.listGroups().all().get()).extracting(GroupListing::groupId).contains("g");
      var offsets = admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata().get();
      assertThat(offsets.values()).extracting(offset -> offset.offset()).containsExactly(1L);
      admin.deleteConsumerGroups(List.of("g")).all().get();
      assertThatThrownBy(() -> admin.deleteConsumerGroups(List.of("g")).all().get())
          .hasCauseInstanceOf(GroupIdNotFoundException.class);
    }
  }

  @Test
  void offsetsOfAGroupAreDeleted() throws Exception {
    TopicPartition partition = new TopicPartition("lines", 0);
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin();
        KafkaProducer<String, String> producer = server.producer(Map.of())) {
      producer.send(new ProducerRecord<>("lines", "one")).get();
      try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
        consumer.subscribe(List.of("lines"));
        assertThat(TestServer.poll(consumer, 1)).hasSize(1);
        consumer.commitSync();
        assertThatThrownBy(
                () -> admin.deleteConsumerGroupOffsets("g", Set.of(partition)).all().get())
            .hasCauseInstanceOf(GroupSubscribedToTopicException.class);
      }
      admin.deleteConsumerGroupOffsets("g", Set.of(partition)).all().get();
      assertThat(admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata().get())
          .isEmpty();
    }
  }

  @Test
  void producersTransactionsAndSizesAreShown() throws Exception {
    TopicPartition partition = new TopicPartition("lines", 0);
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin();
        KafkaProducer<String, String> producer = server.producer(Map.of("transactional.id", "t"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("lines", "one")).get();
      var producers = admin.describeProducers(List.of(partition)).all().get().get(partition);
      assertThat(producers.activeProducers()).hasSize(1);
      assertThat(producers.activeProducers().get(0).currentTransactionStartOffset()).hasValue(0);
      var described = admin.describeTransactions(List.of("t")).all().get().get("t");
      assertThat(described.state()).isEqualTo(TransactionState.ONGOING);
      assertThat(described.topicPartitions()).containsExactly(partition);
      assertThat(described.producerId()).isEqualTo(producers.activeProducers().get(0).producerId());
      assertThat(admin.listTransactions().all().get())
          .extracting(TransactionListing::transactionalId)
          .containsExactly("t");
      producer.commitTransaction();
      assertThat(admin.describeTransactions(List.of("t")).all().get().get("t").state())
          .isEqualTo(TransactionState.COMPLETE_COMMIT);
      var directories = admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1);
      assertThat(directories.values().iterator().next().replicaInfos().get(partition).size())
          .isPositive();
    }
  }
}
