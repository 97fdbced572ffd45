package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.InvalidRegularExpression;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedAssignorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of the newer protocol, with Kafka's own client. */
class ConsumerGroupTest {
  private static final String TOPIC = "orders";
  private static final int PARTITIONS = 6;
  private static final Map<String, String> QUICK =
      Map.of(
          "kafka.group.consumer.heartbeat.interval", "100ms",
          "kafka.group.consumer.session.timeout", "3s",
          "kafka.group.consumer.regex.refresh.interval", "200ms");

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void startServer() throws Exception {
    server = TestServer.start(data, QUICK);
    createTopic(TOPIC, PARTITIONS);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private void createTopic(String name, int partitions) throws Exception {
    try (Admin admin = server.admin()) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
  }

  private KafkaConsumer<String, String> member(String group, Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("group.protocol", "consumer");
    return server.consumer(group, all);
  }

  private void produce(String topic, int partitions, int each) throws Exception {
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      for (int i = 0; i < each; i++) {
        for (int partition = 0; partition < partitions; partition++) {
          producer.send(new ProducerRecord<>(topic, partition, null, partition + "-" + i));
        }
      }
      producer.flush();
    }
  }

  /** Polls all until the condition holds. */
  @SafeVarargs
  private static void pollUntil(
      BooleanSupplier condition, KafkaConsumer<String, String>... consumers) {
    for (int tries = 0; !condition.getAsBoolean() && tries < 600; tries++) {
      for (KafkaConsumer<String, String> consumer : consumers) {
        consumer.poll(Duration.ofMillis(50));
      }
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static BooleanSupplier has(KafkaConsumer<String, String> consumer, int count) {
    return () -> consumer.assignment().size() == count;
  }

  private static BooleanSupplier both(BooleanSupplier one, BooleanSupplier other) {
    return () -> one.getAsBoolean() && other.getAsBoolean();
  }

  @Test
  void membersComeAndGoAndEveryRecordIsReadOnce() throws Exception {
    produce(TOPIC, PARTITIONS, 10);
    try (KafkaConsumer<String, String> first = member("readers", Map.of())) {
      first.subscribe(List.of(TOPIC));
      Set<String> seen = new TreeSet<>();
      for (ConsumerRecord<String, String> record : TestServer.poll(first, 60)) {
        assertThat(seen.add(record.value())).as("twice").isTrue();
      }
      first.commitSync();
      try (KafkaConsumer<String, String> second = member("readers", Map.of());
          KafkaConsumer<String, String> third = member("readers", Map.of())) {
        second.subscribe(List.of(TOPIC));
        third.subscribe(List.of(TOPIC));
        pollUntil(both(has(first, 2), both(has(second, 2), has(third, 2))), first, second, third);
        Set<TopicPartition> all = new HashSet<>(first.assignment());
        all.addAll(second.assignment());
        all.addAll(third.assignment());
        assertThat(all).hasSize(PARTITIONS);
        describesAStableGroup(3);
      }
      pollUntil(has(first, PARTITIONS), first);
      produce(TOPIC, PARTITIONS, 1);
      assertThat(TestServer.poll(first, PARTITIONS)).hasSize(PARTITIONS);
    }
  }

  private void describesAStableGroup(int members) throws Exception {
    try (Admin admin = server.admin()) {
      ConsumerGroupDescription group =
          admin.describeConsumerGroups(List.of("readers")).all().get().get("readers");
      assertThat(group.type()).isEqualTo(GroupType.CONSUMER);
      assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
      assertThat(group.members()).hasSize(members);
      assertThat(group.partitionAssignor()).isEqualTo("uniform");
      assertThat(group.members())
          .allSatisfy(
              member -> {
                assertThat(member.assignment().topicPartitions()).hasSize(PARTITIONS / members);
                assertThat(member.targetAssignment().orElseThrow()).isEqualTo(member.assignment());
                assertThat(member.memberEpoch()).isEqualTo(group.groupEpoch());
              });
      assertThat(admin.listGroups().all().get())
          .extracting(GroupListing::groupId, listed -> listed.type().orElseThrow())
          .containsExactly(org.assertj.core.groups.Tuple.tuple("readers", GroupType.CONSUMER));
    }
  }

  @Test
  void aSilentMemberIsTakenOut() throws Exception {
    try (KafkaConsumer<String, String> first = member("readers", Map.of())) {
      first.subscribe(List.of(TOPIC));
      KafkaConsumer<String, String> second = member("readers", Map.of());
      second.subscribe(List.of(TOPIC));
      pollUntil(both(has(first, 3), has(second, 3)), first, second);
      second.close(
          CloseOptions.groupMembershipOperation(
              CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
      pollUntil(has(first, PARTITIONS), first);
    }
  }

  @Test
  void rangesAreAlikeForAllTopics() throws Exception {
    createTopic("payments", PARTITIONS);
    Map<String, String> range = Map.of("group.remote.assignor", "range");
    try (KafkaConsumer<String, String> first = member("readers", range);
        KafkaConsumer<String, String> second = member("readers", range)) {
      first.subscribe(List.of(TOPIC, "payments"));
      second.subscribe(List.of(TOPIC, "payments"));
      pollUntil(both(has(first, 6), has(second, 6)), first, second);
      Set<Integer> ofOrders = new TreeSet<>();
      Set<Integer> ofPayments = new TreeSet<>();
      first
          .assignment()
          .forEach(p -> (p.topic().equals(TOPIC) ? ofOrders : ofPayments).add(p.partition()));
      assertThat(ofOrders).isEqualTo(ofPayments).isIn(Set.of(0, 1, 2), Set.of(3, 4, 5));
    }
  }

  @Test
  void anUnknownAssignorIsRefused() {
    try (KafkaConsumer<String, String> member =
        member("readers", Map.of("group.remote.assignor", "clever"))) {
      member.subscribe(List.of(TOPIC));
      assertThatThrownBy(() -> pollUntil(has(member, PARTITIONS), member))
          .isInstanceOf(UnsupportedAssignorException.class)
          .hasMessageContaining("Supported assignors: uniform, range.");
    }
  }

  @Test
  void patternsFindTopicsThatAreMadeLater() throws Exception {
    try (KafkaConsumer<String, String> member = member("readers", Map.of())) {
      member.subscribe(new SubscriptionPattern("ord.*|log-[0-9]+"));
      pollUntil(has(member, PARTITIONS), member);
      createTopic("log-17", 2);
      createTopic("log-x", 2);
      pollUntil(has(member, PARTITIONS + 2), member);
      assertThat(member.assignment()).contains(new TopicPartition("log-17", 1));
    }
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    try (KafkaConsumer<String, String> member = member("readers", Map.of())) {
      member.subscribe(new SubscriptionPattern("(ab"));
      assertThatThrownBy(() -> pollUntil(has(member, 1), member))
          .isInstanceOf(InvalidRegularExpression.class)
          .hasMessageContaining("SubscribedTopicRegex `(ab` is not a valid regular expression");
    }
  }

  @Test
  void newPartitionsAreDealtOut() throws Exception {
    try (KafkaConsumer<String, String> member = member("readers", Map.of());
        Admin admin = server.admin()) {
      member.subscribe(List.of(TOPIC));
      pollUntil(has(member, PARTITIONS), member);
      admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(PARTITIONS + 3))).all().get();
      pollUntil(has(member, PARTITIONS + 3), member);
    }
  }

  @Test
  void aStaticMemberComesBackToItsPartitions() throws Exception {
    Map<String, String> one = Map.of("group.instance.id", "one");
    try (KafkaConsumer<String, String> other =
        member("readers", Map.of("group.instance.id", "two"))) {
      other.subscribe(List.of(TOPIC));
      Set<TopicPartition> before;
      try (KafkaConsumer<String, String> member = member("readers", one)) {
        member.subscribe(List.of(TOPIC));
        pollUntil(both(has(member, 3), has(other, 3)), member, other);
        before = Set.copyOf(member.assignment());
        try (KafkaConsumer<String, String> usurper = member("readers", one)) {
          usurper.subscribe(List.of(TOPIC));
          assertThatThrownBy(() -> pollUntil(has(usurper, 3), usurper, other))
              .isInstanceOf(UnreleasedInstanceIdException.class);
        }
      }
      try (KafkaConsumer<String, String> member = member("readers", one)) {
        member.subscribe(List.of(TOPIC));
        pollUntil(has(member, 3), member, other);
        assertThat(member.assignment()).isEqualTo(before);
        assertThat(other.assignment()).hasSize(3);
      }
    }
  }

  @Test
  void offsetsAreProtectedWhileMembersReadThem() throws Exception {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    try (Admin admin = server.admin()) {
      try (KafkaConsumer<String, String> member = member("readers", Map.of())) {
        member.subscribe(List.of(TOPIC));
        pollUntil(has(member, PARTITIONS), member);
        member.commitSync(Map.of(partition, new OffsetAndMetadata(0, "start")));
        assertThat(member.committed(Set.of(partition)).get(partition).metadata())
            .isEqualTo("start");
        failsWith(
            GroupSubscribedToTopicException.class,
            () ->
                admin
                    .deleteConsumerGroupOffsets("readers", Set.of(partition))
                    .partitionResult(partition)
                    .get());
        failsWith(
            GroupNotEmptyException.class,
            () -> admin.deleteConsumerGroups(List.of("readers")).all().get());
      }
      admin.deleteConsumerGroupOffsets("readers", Set.of(partition)).all().get();
      admin.deleteConsumerGroups(List.of("readers")).all().get();
      assertThat(admin.listGroups().all().get()).isEmpty();
    }
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void failsWith(Class<? extends Throwable> cause, Call call) {
    assertThatThrownBy(call::run).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(cause);
  }

  @Test
  void anOperatorTakesMembersOut() throws Exception {
    Map<String, String> fixed = Map.of("group.instance.id", "one");
    try (KafkaConsumer<String, String> member = member("readers", fixed);
        Admin admin = server.admin()) {
      member.subscribe(List.of(TOPIC));
      pollUntil(has(member, PARTITIONS), member);
      int before = epoch(admin);
      admin
          .removeMembersFromConsumerGroup(
              "readers",
              new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove("one"))))
          .all()
          .get();
      // It may have joined again by now.
      assertThat(epoch(admin)).isGreaterThan(before);
    }
  }

  private static int epoch(Admin admin) throws Exception {
    return admin
        .describeConsumerGroups(List.of("readers"))
        .all()
        .get()
        .get("readers")
        .groupEpoch()
        .orElseThrow();
  }

  /** A group without members takes on the protocol of who comes first, and keeps its offsets. */
  @Test
  void anEmptyGroupChangesItsProtocol() throws Exception {
    produce(TOPIC, PARTITIONS, 1);
    readAllAndCommit(server.consumer("readers", Map.of()));
    produce(TOPIC, PARTITIONS, 1);
    readAllAndCommit(member("readers", Map.of()));
    produce(TOPIC, PARTITIONS, 1);
    readAllAndCommit(server.consumer("readers", Map.of()));
    try (Admin admin = server.admin()) {
      assertThat(admin.listGroups().all().get().iterator().next().type())
          .contains(GroupType.CLASSIC);
      assertThat(
              admin
                  .listConsumerGroupOffsets("readers")
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .values())
          .hasSize(PARTITIONS)
          .allMatch(offset -> offset.offset() == 3);
    }
  }

  /** Members are upgraded one after the other, while the others go on reading. */
  @ParameterizedTest
  @ValueSource(strings = {"eager", "cooperative"})
  void membersOfBothProtocolsShareAGroup(String kind) throws Exception {
    Map<String, String> classic =
        Map.of(
            "session.timeout.ms", "6000",
            "heartbeat.interval.ms", "100",
            "partition.assignment.strategy",
                (kind.equals("eager") ? RangeAssignor.class : CooperativeStickyAssignor.class)
                    .getName());
    produce(TOPIC, PARTITIONS, 1);
    try (KafkaConsumer<String, String> old = server.consumer("readers", classic)) {
      old.subscribe(List.of(TOPIC));
      assertThat(TestServer.poll(old, PARTITIONS)).hasSize(PARTITIONS);
      old.commitSync();
      try (KafkaConsumer<String, String> upgraded = member("readers", Map.of())) {
        upgraded.subscribe(List.of(TOPIC));
        pollUntil(both(has(old, 3), has(upgraded, 3)), old, upgraded);
        produce(TOPIC, PARTITIONS, 1);
        Set<Integer> seen = new TreeSet<>();
        for (int tries = 0; tries < 600 && seen.size() < PARTITIONS; tries++) {
          for (KafkaConsumer<String, String> one : List.of(old, upgraded)) {
            one.poll(Duration.ofMillis(50))
                .forEach(record -> assertThat(seen.add(record.partition())).isTrue());
            one.commitSync();
          }
        }
        assertThat(seen).hasSize(PARTITIONS);
        describesOneMemberOfEachProtocol();
        try (KafkaConsumer<String, String> another = server.consumer("readers", classic)) {
          another.subscribe(List.of(TOPIC));
          pollUntil(
              both(has(old, 2), both(has(upgraded, 2), has(another, 2))), old, upgraded, another);
        }
      }
      pollUntil(has(old, PARTITIONS), old);
      old.commitSync();
    }
  }

  private void describesOneMemberOfEachProtocol() throws Exception {
    try (Admin admin = server.admin()) {
      ConsumerGroupDescription group =
          admin.describeConsumerGroups(List.of("readers")).all().get().get("readers");
      assertThat(group.members())
          .extracting(member -> member.upgraded().orElseThrow())
          .containsExactlyInAnyOrder(true, false);
    }
  }

  private static void readAllAndCommit(KafkaConsumer<String, String> consumer) {
    try (consumer) {
      consumer.subscribe(List.of(TOPIC));
      assertThat(TestServer.poll(consumer, PARTITIONS)).hasSize(PARTITIONS);
      consumer.commitSync();
    }
  }
}
