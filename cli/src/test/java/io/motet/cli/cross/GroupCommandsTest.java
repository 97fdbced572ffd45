package io.motet.cli.cross;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.cli.control.Motetctl;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code motetctl} over the HTTP API, about groups of Kafka's own consumers. */
class GroupCommandsTest {
  private static final long FIRST_TIMESTAMP = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

  private final Broker broker =
      Broker.start(
          BrokerSettings.builder()
              .set("listeners.tcp.default", "none")
              .set("gearman.listeners.tcp.default", "none")
              .set("zmtp.listeners.tcp.default", "none")
              .set("kafka.listeners.tcp.default", "127.0.0.1:0")
              .set("management.tcp.port", "127.0.0.1:0")
              .set("prometheus.tcp.port", "none")
              .build());

  private record Run(String out, String err, int exitCode) {}

  private Run motetctl(String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        new Motetctl(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("MOTET_URL", "http://127.0.0.1:" + broker.port("http")))
            .run(List.of(line));
    return new Run(
        out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), exitCode);
  }

  /** Two partitions; ten records in the first, a second apart, and none in the other. */
  @BeforeEach
  void tenRecords() throws Exception {
    Map<String, Object> bootstrap =
        Map.of("bootstrap.servers", "127.0.0.1:" + broker.port("kafka"));
    try (Admin admin = Admin.create(bootstrap)) {
      NewTopic topic = new NewTopic("orders", 2, (short) 1);
      admin.createTopics(List.of(topic.configs(Map.of("retention.ms", "-1")))).all().get();
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(bootstrap, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < 10; i++) {
        long timestamp = FIRST_TIMESTAMP + i * 1000L;
        producer.send(new ProducerRecord<>("orders", 0, timestamp, "k", "v" + i)).get();
      }
    }
  }

  @AfterEach
  void close() {
    broker.close();
  }

  private KafkaConsumer<String, String> consumer() {
    return consumer("classic");
  }

  private KafkaConsumer<String, String> consumer(String protocol) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + broker.port("kafka"),
            "group.id",
            "billing",
            "group.protocol",
            protocol,
            "client.id",
            "till",
            "max.poll.records",
            4,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest"),
        new StringDeserializer(),
        new StringDeserializer());
  }

  /** Reads four records and commits them. */
  private static void readSome(KafkaConsumer<String, String> consumer) {
    consumer.subscribe(List.of("orders"));
    int tries = 0;
    while (consumer.poll(Duration.ofMillis(200)).isEmpty()) {
      assertThat(tries++).isLessThan(150);
    }
    consumer.commitSync();
  }

  @Test
  void topicsAreListed() {
    assertThat(motetctl("-q", "list_topics", "name", "partitions", "messages", "configs").out())
        .isEqualTo(
            """
            name\tpartitions\tmessages\tconfigs
            orders\t2\t10\t[{"retention.ms","-1"}]
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aGroupIsShownWithItsLagAndMembers(String protocol) {
    try (KafkaConsumer<String, String> consumer = consumer(protocol)) {
      readSome(consumer);
      assertThat(
              motetctl("-s", "list_groups", "name", "type", "state", "members", "partitions").out())
          .isEqualTo("billing\t" + protocol + "\tStable\t1\t2\n");
      String member = consumer.groupMetadata().memberId();
      assertThat(motetctl("-s", "describe_group", "billing").out())
          .isEqualTo(
              """
              orders\t0\t4\t10\t6\tMEMBER\t/127.0.0.1\ttill
              orders\t1\t0\t0\t0\tMEMBER\t/127.0.0.1\ttill
              """
                  .replace("MEMBER", member));
      Run refused = motetctl("-q", "reset_offsets", "billing", "--to-latest");
      assertThat(refused.exitCode()).isEqualTo(69);
      assertThat(refused.err())
          .isEqualTo(
              "Error:\noffsets can only be reset while the group 'billing' has no members;"
                  + " now it is Stable\n");
    }
    assertThat(motetctl("-s", "describe_group", "billing").out())
        .isEqualTo("orders\t0\t4\t10\t6\t\t\t\norders\t1\t0\t0\t0\t\t\t\n");
  }

  private String resetFirst(String... options) {
    List<String> line =
        new ArrayList<>(
            List.of("-s", "reset_offsets", "billing", "--topic", "orders", "--partition", "0"));
    line.addAll(List.of(options));
    Run run = motetctl(line.toArray(new String[0]));
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  @Test
  void aGroupGoesOnWhereItIsTold() {
    try (KafkaConsumer<String, String> consumer = consumer()) {
      readSome(consumer);
    }
    assertThat(resetFirst("--to-earliest", "--preview")).isEqualTo("orders\t0\t4\t0\n");
    assertThat(resetFirst("--shift-by", "3")).isEqualTo("orders\t0\t4\t7\n");
    assertThat(resetFirst("--shift-by", "-100")).isEqualTo("orders\t0\t7\t0\n");
    assertThat(resetFirst("--to-offset", "100")).isEqualTo("orders\t0\t0\t10\n");
    assertThat(resetFirst("--to-datetime", "2026-01-01T00:00:04.500"))
        .isEqualTo("orders\t0\t10\t5\n");
    assertThat(resetFirst("--to-datetime", "2030-01-01T00:00:00Z")).isEqualTo("orders\t0\t5\t10\n");
    assertThat(resetFirst("--to-offset", "2")).isEqualTo("orders\t0\t10\t2\n");
    try (KafkaConsumer<String, String> consumer = consumer()) {
      consumer.assign(List.of(new TopicPartition("orders", 0)));
      assertThat(consumer.position(new TopicPartition("orders", 0))).isEqualTo(2);
    }
    assertThat(motetctl("-s", "reset_offsets", "billing", "--to-latest").out())
        .isEqualTo("orders\t0\t2\t10\norders\t1\t0\t0\n");
  }

  @Test
  void whatIsNotThere() {
    assertThat(motetctl("describe_group", "nosuch").exitCode()).isEqualTo(65);
    assertThat(motetctl("reset_offsets", "nosuch", "--to-latest").exitCode()).isEqualTo(65);
    Run topic = motetctl("-q", "reset_offsets", "new", "--topic", "nosuch", "--to-latest");
    assertThat(topic).isEqualTo(new Run("", "Error:\nno topic 'nosuch' in vhost '/'\n", 65));
    Run shift = motetctl("-q", "reset_offsets", "new", "--topic", "orders", "--shift-by", "1");
    assertThat(shift.exitCode()).isEqualTo(69);
    assertThat(shift.err())
        .isEqualTo("Error:\nthe group has no offset to shift in partition 0 of topic 'orders'\n");
    // A group that never was is made: its consumers will begin there.
    assertThat(motetctl("-s", "reset_offsets", "new", "--topic", "orders", "--to-latest").out())
        .isEqualTo("orders\t0\t\t10\norders\t1\t\t0\n");
    assertThat(motetctl("-s", "list_groups").out()).isEqualTo("new\tclassic\tEmpty\t0\n");
  }
}
