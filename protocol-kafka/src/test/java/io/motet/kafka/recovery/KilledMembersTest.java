package io.motet.kafka.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.client.Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of groups whose broker is killed: nobody notices, unless somebody does not come back. */
class KilledMembersTest {
  private static final String TOPIC = "orders";
  private static final String GROUP = "readers";
  private static final int PARTITIONS = 4;

  @TempDir private Path data;
  private BrokerProcess broker;
  private Clients clients;

  @AfterEach
  void kill() throws InterruptedException {
    broker.kill();
  }

  private void start(String... settings) throws Exception {
    broker = new BrokerProcess(data, settings);
    clients = broker.start(2);
    try (Admin admin = clients.admin()) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    }
  }

  private void restart() throws Exception {
    broker.kill();
    broker.start(2);
  }

  private void produce() {
    try (KafkaProducer<String, String> producer = clients.producer(Map.of())) {
      for (int i = 0; i < PARTITIONS; i++) {
        producer.send(new ProducerRecord<>(TOPIC, i, null, "record"));
      }
    }
  }

  /** A consumer, and all that it was told about its partitions. */
  private final class Member implements AutoCloseable, ConsumerRebalanceListener {
    private final KafkaConsumer<String, String> consumer;
    private final List<String> told = new ArrayList<>();

    Member(String protocol, String instance) {
      Map<String, Object> more = new HashMap<>();
      more.put("group.protocol", protocol);
      if (protocol.equals("classic")) {
        more.put("heartbeat.interval.ms", 200);
        more.put("session.timeout.ms", 6_000);
        // Else the leader may forget its topics while no broker is there, and want a rebalance.
        more.put("metadata.recovery.strategy", "none");
      }
      if (instance != null) {
        more.put("group.instance.id", instance);
      }
      consumer = clients.consumer(GROUP, more);
      consumer.subscribe(List.of(TOPIC), this);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        told.add("assigned " + partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      told.add("revoked " + partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      told.add("lost " + partitions);
    }

    Set<TopicPartition> partitions() {
      return new HashSet<>(consumer.assignment());
    }

    /** Reads new records of all its partitions, and commits them as the member that it is. */
    void readAndCommit() {
      Clients.poll(consumer, consumer.assignment().size());
      consumer.commitSync();
    }

    @Override
    public void close() {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
  }

  private static void await(BooleanSupplier condition, Member... members) {
    for (int tries = 0; !condition.getAsBoolean() && tries < 600; tries++) {
      for (Member member : members) {
        member.consumer.poll(Duration.ofMillis(50));
      }
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static void awaitBalance(Member first, Member second) {
    await(
        () ->
            first.partitions().size() == PARTITIONS / 2
                && second.partitions().size() == PARTITIONS / 2,
        first,
        second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void membersGoOnAsTheyAre(String protocol) throws Exception {
    start();
    try (Member first = new Member(protocol, null);
        Member second = new Member(protocol, null)) {
      awaitBalance(first, second);
      ConsumerGroupMetadata firstBefore = first.consumer.groupMetadata();
      ConsumerGroupMetadata secondBefore = second.consumer.groupMetadata();
      first.told.clear();
      second.told.clear();
      for (int life = 0; life < 2; life++) {
        restart();
        produce();
        first.readAndCommit();
        second.readAndCommit();
      }
      assertThat(first.told).isEmpty();
      assertThat(second.told).isEmpty();
      assertThat(first.consumer.groupMetadata()).isEqualTo(firstBefore);
      assertThat(second.consumer.groupMetadata()).isEqualTo(secondBefore);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aStaticMemberThatWasAwayGetsItsPartitionsBack(String protocol) throws Exception {
    start();
    try (Member stays = new Member(protocol, null)) {
      Set<TopicPartition> before;
      try (Member goes = new Member(protocol, "one")) {
        awaitBalance(stays, goes);
        before = goes.partitions();
      }
      stays.told.clear();
      restart();
      try (Member again = new Member(protocol, "one")) {
        await(() -> !again.partitions().isEmpty(), again, stays);
        assertThat(again.partitions()).isEqualTo(before);
        produce();
        again.readAndCommit();
        stays.readAndCommit();
        assertThat(stays.told).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void oneThatNeverComesBackIsTimedOut(String protocol) throws Exception {
    start("kafka.group.consumer.session.timeout=6s");
    try (Member stays = new Member(protocol, null)) {
      try (Member goes = new Member(protocol, null)) {
        awaitBalance(stays, goes);
        broker.kill();
      }
      broker.start(2);
      await(() -> stays.partitions().size() == PARTITIONS, stays);
    }
  }
}
