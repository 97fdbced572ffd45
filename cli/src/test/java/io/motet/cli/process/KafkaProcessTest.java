package io.motet.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code motet kafka} with a server.properties as people have them, and Kafka's own clients. */
class KafkaProcessTest {
  private static final String TOPIC = "orders";

  @TempDir private Path directory;

  private Path properties(String listener) throws IOException {
    return Files.writeString(
        directory.resolve("server.properties"),
        """
        # The role of this server. Setting this puts us in KRaft mode
        process.roles=broker,controller
        node.id=7
        controller.quorum.bootstrap.servers=localhost:9093
        listeners=%s://127.0.0.1:0,CONTROLLER://:9093
        inter.broker.listener.name=%s
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,\
        SASL_PLAINTEXT:SASL_PLAINTEXT
        num.network.threads=3
        num.io.threads=8
        socket.request.max.bytes=104857600
        log.dirs=%s
        num.partitions=3
        offsets.topic.replication.factor=1
        offsets.retention.minutes=1440
        log.retention.hours=24
        log.segment.bytes=1073741824
        log.retention.check.interval.ms=300000
        """
            .formatted(listener, listener, directory.resolve("kafka-logs")));
  }

  private static Map<String, Object> client(ServerProcess server, Map<String, Object> more) {
    Map<String, Object> all =
        new java.util.HashMap<>(
            Map.of(
                "bootstrap.servers", "127.0.0.1:" + server.port("kafka"),
                "key.serializer", StringSerializer.class,
                "value.serializer", StringSerializer.class,
                "key.deserializer", StringDeserializer.class,
                "value.deserializer", StringDeserializer.class));
    all.putAll(more);
    return all;
  }

  private static void send(ServerProcess server, String value, Map<String, Object> login)
      throws Exception {
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(client(server, login))) {
      producer.send(new ProducerRecord<>(TOPIC, 2, "key", value)).get();
    }
  }

  private static List<String> read(ServerProcess server, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(client(server, Map.of()))) {
      TopicPartition partition = new TopicPartition(TOPIC, 2);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      for (int tries = 0; values.size() < count && tries < 100; tries++) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }

  private static String config(Admin admin, ConfigResource.Type type, String name, String key)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(type, name);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key).value();
  }

  @Test
  void whatTheFileSaysHoldsAndRecordsOutliveTheProcess() throws Exception {
    String file = properties("PLAINTEXT").toString();
    try (ServerProcess server = ServerProcess.startBy(directory, "kafka", file)) {
      send(server, "first", Map.of());
      try (Admin admin = Admin.create(client(server, Map.of()))) {
        assertThat(config(admin, ConfigResource.Type.TOPIC, TOPIC, "retention.ms"))
            .isEqualTo("86400000");
        assertThat(config(admin, ConfigResource.Type.BROKER, "7", "offsets.retention.minutes"))
            .isEqualTo("1440");
        assertThat(
                admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC).partitions())
            .hasSize(3);
      }
      assertThat(server.standardError())
          .contains("have no meaning here")
          .contains("process.roles")
          .doesNotContain("is not known");
      server.terminate();
      assertThat(server.awaitExit()).isIn(0, 143);
    }
    try (ServerProcess server =
        ServerProcess.startBy(directory, "kafka", file, "--override", "num.partitions=5")) {
      send(server, "second", Map.of());
      assertThat(read(server, 2)).containsExactly("first", "second");
    }
    assertThat(directory.resolve("kafka-logs")).isNotEmptyDirectory();
  }

  @Test
  void withLoginsOnEveryListenerNobodyIsAnonymous() throws Exception {
    String file = properties("SASL_PLAINTEXT").toString();
    Map<String, Object> guest =
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"guest\" password=\"guest\";");
    try (ServerProcess server = ServerProcess.startBy(directory, "kafka", file)) {
      send(server, "known", guest);
      Map<String, Object> impatient = Map.of("max.block.ms", "2000");
      try (KafkaProducer<String, String> anonymous =
          new KafkaProducer<>(client(server, impatient))) {
        assertThat(anonymous.send(new ProducerRecord<>(TOPIC, 2, "key", "unknown")))
            .failsWithin(Duration.ofSeconds(30));
      }
    }
  }

  @Test
  void aWrongValueEndsItAtOnceAndIsNamed() throws Exception {
    Path file = properties("PLAINTEXT");
    Files.writeString(file, Files.readString(file).replace("num.partitions=3", "num.partitions=x"));
    try (ServerProcess server = ServerProcess.launchBy(directory, "kafka", file.toString())) {
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.standardError()).contains("(from num.partitions=x in server.properties)");
    }
  }
}
