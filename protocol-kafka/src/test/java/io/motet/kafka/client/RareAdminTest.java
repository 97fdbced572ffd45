package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.AddRaftVoterOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ControllerIdNotRegisteredException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InconsistentClusterIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators ask of a cluster once in a while. */
class RareAdminTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private TestServer server;
  private Admin admin;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(Map.of());
    admin = server.admin();
    of(admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all());
  }

  @AfterEach
  void stop() {
    admin.close();
    server.close();
  }

  private static <T> T of(KafkaFuture<T> future) throws Exception {
    return future.get(TestServer.LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private KafkaProducer<String, String> transactional() {
    KafkaProducer<String, String> producer = server.producer(Map.of("transactional.id", "x"));
    producer.initTransactions();
    return producer;
  }

  private ProducerState onlyProducer() throws Exception {
    return of(admin.describeProducers(List.of(PARTITION)).partitionResult(PARTITION))
        .activeProducers()
        .get(0);
  }

  private long committedEnd() throws Exception {
    try (KafkaConsumer<String, String> consumer =
        server.consumer("reader", Map.of("isolation.level", "read_committed"))) {
      return consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
    }
  }

  @Test
  void aTransactionIsAbortedInOnePartition() throws Exception {
    transactional().close();
    try (KafkaProducer<String, String> producer = transactional()) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("t", "left")).get();
      assertThat(committedEnd()).isZero();
      ProducerState state = onlyProducer();
      assertThat(state.currentTransactionStartOffset()).hasValue(0);
      short epoch = (short) state.producerEpoch();
      AbortTransactionSpec late =
          new AbortTransactionSpec(PARTITION, state.producerId(), (short) (epoch - 1), 0);
      assertThatThrownBy(() -> of(admin.abortTransaction(late).all()))
          .hasCauseInstanceOf(InvalidProducerEpochException.class);
      of(
          admin
              .abortTransaction(new AbortTransactionSpec(PARTITION, state.producerId(), epoch, 0))
              .all());
      assertThat(onlyProducer().currentTransactionStartOffset()).isEmpty();
      assertThat(committedEnd()).isEqualTo(2);
    }
  }

  private List<String> committedValues(int count) {
    try (KafkaConsumer<String, String> consumer =
        server.consumer("values", Map.of("isolation.level", "read_committed"))) {
      consumer.assign(List.of(PARTITION));
      return TestServer.poll(consumer, count).stream().map(ConsumerRecord::value).toList();
    }
  }

  @Test
  void producersAreFenced() throws Exception {
    try (KafkaProducer<String, String> producer = transactional()) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("t", "left")).get();
      of(admin.fenceProducers(List.of("x")).all());
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
    }
    try (KafkaProducer<String, String> next = transactional()) {
      next.beginTransaction();
      next.send(new ProducerRecord<>("t", "right")).get();
      next.commitTransaction();
    }
    assertThat(committedValues(1)).containsExactly("right");
  }

  @Test
  void aTransactionIsTerminated() throws Exception {
    try (KafkaProducer<String, String> producer = transactional()) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("t", "left")).get();
      of(admin.forceTerminateTransaction("x").result());
      assertThat(of(admin.describeTransactions(List.of("x")).description("x")).state())
          .isEqualTo(TransactionState.EMPTY);
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
    }
    assertThat(committedEnd()).isEqualTo(2);
  }

  @Test
  void thisNodeIsTheQuorum() throws Exception {
    String cluster = of(admin.describeCluster().clusterId());
    Set<RaftVoterEndpoint> endpoints =
        Set.of(new RaftVoterEndpoint("CONTROLLER", "localhost", 9093));
    AddRaftVoterOptions ours = new AddRaftVoterOptions();
    ours.setClusterId(Optional.of(cluster));
    assertThatThrownBy(() -> of(admin.addRaftVoter(2, Uuid.randomUuid(), endpoints, ours).all()))
        .hasCauseInstanceOf(UnsupportedVersionException.class)
        .hasMessageContaining("kraft.version");
    AddRaftVoterOptions other = new AddRaftVoterOptions();
    other.setClusterId(Optional.of("other"));
    assertThatThrownBy(() -> of(admin.addRaftVoter(2, Uuid.randomUuid(), endpoints, other).all()))
        .hasCauseInstanceOf(InconsistentClusterIdException.class);
    assertThatThrownBy(() -> of(admin.removeRaftVoter(1, Uuid.randomUuid()).all()))
        .hasCauseInstanceOf(UnsupportedVersionException.class);
    assertThatThrownBy(() -> of(admin.unregisterController(7).all()))
        .hasCauseInstanceOf(ControllerIdNotRegisteredException.class);
    assertThatThrownBy(() -> of(admin.unregisterController(1).all()))
        .hasCauseInstanceOf(InvalidRequestException.class);
  }

  @Test
  void classicGroupsAreListedAndDescribed() throws Exception {
    try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
      consumer.subscribe(List.of("t"));
      for (int tries = 0; consumer.assignment().isEmpty() && tries < 300; tries++) {
        consumer.poll(Duration.ofMillis(100));
      }
      var group = of(admin.describeClassicGroups(List.of("g")).describedGroups().get("g"));
      assertThat(group.protocol()).isEqualTo("consumer");
      assertThat(group.protocolData()).isEqualTo("range");
      assertThat(group.members()).hasSize(1);
      assertThat(of(admin.listGroups().all())).extracting("groupId").containsExactly("g");
    }
    assertThatThrownBy(
            () -> of(admin.describeClassicGroups(List.of("no")).describedGroups().get("no")))
        .hasCauseInstanceOf(GroupIdNotFoundException.class);
  }

  @Test
  void anAdministratorSetsAGroupsOffsets() throws Exception {
    of(admin.alterConsumerGroupOffsets("g", Map.of(PARTITION, new OffsetAndMetadata(5))).all());
    assertThat(of(admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata()))
        .containsEntry(PARTITION, new OffsetAndMetadata(5));
  }

  @Test
  void anAdministratorSetsAStreamsGroupsOffsets() throws Exception {
    of(admin.alterStreamsGroupOffsets("s", Map.of(PARTITION, new OffsetAndMetadata(5))).all());
    assertThat(streamsOffsets()).containsEntry(PARTITION, new OffsetAndMetadata(5));
    of(admin.deleteStreamsGroupOffsets("s", Set.of(PARTITION)).all());
    assertThat(streamsOffsets()).isEmpty();
    of(admin.alterStreamsGroupOffsets("s", Map.of(PARTITION, new OffsetAndMetadata(6))).all());
    of(admin.deleteStreamsGroups(List.of("s")).all());
    assertThat(of(admin.listGroups().all())).isEmpty();
  }

  private Map<TopicPartition, OffsetAndMetadata> streamsOffsets() throws Exception {
    return of(
        admin
            .listStreamsGroupOffsets(Map.of("s", new ListStreamsGroupOffsetsSpec()))
            .partitionsToOffsetAndMetadata("s"));
  }

  @Test
  void offsetsAreListedByWhatTheyAre() throws Exception {
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      producer.send(new ProducerRecord<>("t", 0, 2000L, "k", "late")).get();
      producer.send(new ProducerRecord<>("t", 0, 1000L, "k", "early")).get();
    }
    assertThat(offset(OffsetSpec.earliest())).isZero();
    assertThat(offset(OffsetSpec.latest())).isEqualTo(2);
    assertThat(offset(OffsetSpec.maxTimestamp())).isZero();
    assertThat(offset(OffsetSpec.forTimestamp(1500))).isZero();
    assertThat(offset(OffsetSpec.forTimestamp(3000))).isEqualTo(-1);
    assertThat(offset(OffsetSpec.earliestLocal())).isZero();
    assertThat(offset(OffsetSpec.latestTiered())).isEqualTo(-1);
  }

  private long offset(OffsetSpec spec) throws Exception {
    return of(admin.listOffsets(Map.of(PARTITION, spec)).partitionResult(PARTITION)).offset();
  }

  @Test
  void aReplicaSaysItsDirectory() throws Exception {
    TopicPartitionReplica replica = new TopicPartitionReplica("t", 0, 1);
    var info = of(admin.describeReplicaLogDirs(Set.of(replica)).values().get(replica));
    assertThat(info.getCurrentReplicaLogDir()).isNotNull();
    assertThat(info.getFutureReplicaLogDir()).isNull();
  }
}
