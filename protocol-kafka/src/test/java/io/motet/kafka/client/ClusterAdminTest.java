package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidUpdateVersionException;
import org.apache.kafka.common.errors.LogDirNotFoundException;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedByAuthenticationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka's own Admin asks of a cluster of one node. */
class ClusterAdminTest {
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

  @Test
  void featuresAreShownWithTheLevelInForce() throws Exception {
    FeatureMetadata features = admin.describeFeatures().featureMetadata().get();
    assertThat(features.supportedFeatures().get("metadata.version").maxVersion())
        .isEqualTo((short) 33);
    assertThat(features.finalizedFeatures().get("metadata.version").maxVersionLevel())
        .isEqualTo((short) 33);
    assertThat(features.supportedFeatures()).containsKey("kraft.version");
    assertThat(features.finalizedFeatures()).doesNotContainKey("kraft.version");
    assertThat(features.finalizedFeaturesEpoch()).isPresent();
  }

  private static <T> T of(KafkaFuture<T> future) throws Exception {
    return future.get(TestServer.LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private void createTopic(int partitions) throws Exception {
    of(admin.createTopics(List.of(new NewTopic("t", partitions, (short) 1))).all());
  }

  @Test
  void aFeaturesLevelIsFixed() throws Exception {
    of(update("metadata.version", 33));
    assertThatThrownBy(() -> of(update("metadata.version", 34)))
        .hasCauseInstanceOf(InvalidUpdateVersionException.class)
        .hasMessageContaining("Local controller 1 only supports versions 7-33");
    assertThatThrownBy(() -> of(update("metadata.version", 7)))
        .hasMessageContaining("without setting the upgrade type");
    assertThatThrownBy(() -> of(update("no.such", 1)))
        .hasMessageContaining("does not support this feature");
    assertThatThrownBy(() -> of(update("kraft.version", 1))).hasMessageContaining("fixed at 0");
  }

  private KafkaFuture<Void> update(String feature, int level) {
    FeatureUpdate update = new FeatureUpdate((short) level, FeatureUpdate.UpgradeType.UPGRADE);
    return admin.updateFeatures(Map.of(feature, update), new UpdateFeaturesOptions()).all();
  }

  @Test
  void theQuorumIsThisNode() throws Exception {
    QuorumInfo quorum = of(admin.describeMetadataQuorum().quorumInfo());
    assertThat(quorum.leaderId()).isEqualTo(1);
    assertThat(quorum.observers()).isEmpty();
    assertThat(quorum.voters()).extracting(voter -> voter.replicaId()).containsExactly(1);
    assertThat(quorum.voters().get(0).logEndOffset()).isEqualTo(quorum.highWatermark());
    assertThat(quorum.nodes()).containsOnlyKeys(1);
  }

  @Test
  void noPartitionNeedsAnElection() throws Exception {
    createTopic(1);
    Set<TopicPartition> asked =
        Set.of(new TopicPartition("t", 0), new TopicPartition("t", 9), new TopicPartition("no", 0));
    assertThat(of(admin.electLeaders(ElectionType.PREFERRED, null).partitions())).isEmpty();
    for (ElectionType type : ElectionType.values()) {
      var results = of(admin.electLeaders(type, asked).partitions());
      assertThat(results.get(new TopicPartition("t", 0)).orElseThrow())
          .isInstanceOf(ElectionNotNeededException.class);
      assertThat(results.get(new TopicPartition("t", 9)).orElseThrow())
          .hasMessage("No such partition as t-9");
      assertThat(results.get(new TopicPartition("no", 0)).orElseThrow())
          .hasMessage("No such topic as no");
    }
  }

  @Test
  void replicasStayWhereTheyAre() throws Exception {
    createTopic(1);
    TopicPartition partition = new TopicPartition("t", 0);
    of(reassign(partition, List.of(1)));
    assertThatThrownBy(() -> of(reassign(partition, List.of(2))))
        .hasMessageContaining("includes broker 2, but no such broker is registered.");
    assertThatThrownBy(() -> of(reassign(partition, List.of(1, 1))))
        .hasMessageContaining("includes the broker 1 more than once.");
    assertThatThrownBy(() -> of(reassign(new TopicPartition("no", 0), List.of(1))))
        .hasMessageContaining("Unable to find a topic named no.");
    assertThatThrownBy(
            () -> of(admin.alterPartitionReassignments(Map.of(partition, Optional.empty())).all()))
        .hasCauseInstanceOf(NoReassignmentInProgressException.class);
    assertThat(of(admin.listPartitionReassignments().reassignments())).isEmpty();
    assertThatThrownBy(() -> of(moveTo("t", "/nowhere")))
        .hasCauseInstanceOf(LogDirNotFoundException.class);
    of(moveTo("t", "memory"));
    assertThatThrownBy(() -> of(moveTo("no", "memory")))
        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
  }

  private KafkaFuture<Void> reassign(TopicPartition partition, List<Integer> replicas) {
    return admin
        .alterPartitionReassignments(
            Map.of(partition, Optional.of(new NewPartitionReassignment(replicas))))
        .all();
  }

  private KafkaFuture<Void> moveTo(String topic, String directory) {
    return admin
        .alterReplicaLogDirs(Map.of(new TopicPartitionReplica(topic, 0, 1), directory))
        .all();
  }

  @Test
  void theOnlyBrokerCannotBeUnregistered() {
    assertThatThrownBy(() -> of(admin.unregisterBroker(7).all()))
        .hasCauseInstanceOf(BrokerIdNotRegisteredException.class)
        .hasMessageContaining("Broker ID 7 is not currently registered");
    assertThatThrownBy(() -> of(admin.unregisterBroker(1).all()))
        .hasCauseInstanceOf(InvalidRequestException.class);
  }

  @Test
  void delegationTokensAreNotForClientsWithoutALogin() {
    List<KafkaFuture<?>> refused =
        List.of(
            admin.createDelegationToken().delegationToken(),
            admin.describeDelegationToken().delegationTokens(),
            admin.renewDelegationToken(new byte[] {1}).expiryTimestamp(),
            admin.expireDelegationToken(new byte[] {1}).expiryTimestamp());
    for (KafkaFuture<?> future : refused) {
      assertThatThrownBy(() -> of(future))
          .hasCauseInstanceOf(UnsupportedByAuthenticationException.class);
    }
  }

  @Test
  void descriptionsOfTopicsComeInPages() throws Exception {
    createTopic(5);
    of(admin.createTopics(List.of(new NewTopic("u", 3, (short) 1))).all());
    var options = new DescribeTopicsOptions().partitionSizeLimitPerResponse(2);
    var topics = of(admin.describeTopics(List.of("t", "u"), options).allTopicNames());
    assertThat(topics.get("t").partitions())
        .extracting(p -> p.partition())
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(topics.get("u").partitions()).hasSize(3);
    assertThat(topics.get("u").partitions().get(0).elr()).isEmpty();
    assertThatThrownBy(() -> of(admin.describeTopics(List.of("no")).allTopicNames()))
        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
  }

  @Test
  void allowedOperationsAreShown() throws Exception {
    createTopic(1);
    var cluster =
        admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
    assertThat(of(cluster.authorizedOperations()))
        .contains(AclOperation.CREATE, AclOperation.ALTER, AclOperation.IDEMPOTENT_WRITE);
    var topics =
        admin.describeTopics(
            List.of("t"), new DescribeTopicsOptions().includeAuthorizedOperations(true));
    assertThat(of(topics.allTopicNames()).get("t").authorizedOperations())
        .containsExactlyInAnyOrder(
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.CREATE,
            AclOperation.DELETE,
            AclOperation.ALTER,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.ALTER_CONFIGS);
  }

  @Test
  void directoriesAreShownWithTheirRoom(@TempDir Path directory) throws Exception {
    try (TestServer onDisk = TestServer.start(directory, Map.of());
        Admin admin = onDisk.admin()) {
      var shown = of(admin.describeLogDirs(List.of(1)).allDescriptions()).get(1);
      assertThat(shown).containsOnlyKeys(directory.toAbsolutePath().toString());
      assertThat(shown.values().iterator().next().usableBytes().orElseThrow()).isPositive();
      assertThat(shown.values().iterator().next().totalBytes().orElseThrow()).isPositive();
    }
  }
}
