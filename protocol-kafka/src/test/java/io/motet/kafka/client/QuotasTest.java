package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas: set with Kafka's Admin, felt by its clients. */
class QuotasTest {
  private static final Map<String, String> ANY_USER = Collections.singletonMap("user", null);
  private static final Map<String, String> GUEST = Map.of("user", "guest");

  private static void alter(Admin admin, Map<String, String> entity, String key, Double value)
      throws Exception {
    admin
        .alterClientQuotas(
            List.of(
                new ClientQuotaAlteration(
                    new ClientQuotaEntity(entity),
                    List.of(new ClientQuotaAlteration.Op(key, value)))))
        .all()
        .get();
  }

  private static Map<Map<String, String>, Map<String, Double>> describe(
      Admin admin, ClientQuotaFilter filter) throws Exception {
    Map<Map<String, String>, Map<String, Double>> found = new HashMap<>();
    admin
        .describeClientQuotas(filter)
        .entities()
        .get()
        .forEach((entity, values) -> found.put(entity.entries(), values));
    return found;
  }

  @Test
  void quotasAreFoundAndStay(@TempDir Path directory) throws Exception {
    Map<String, String> both = new HashMap<>(ANY_USER);
    both.put("client-id", "c");
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      alter(admin, GUEST, "producer_byte_rate", 1000.0);
      alter(admin, both, "consumer_byte_rate", 2000.0);
      alter(admin, Map.of("ip", "10.0.0.1"), "connection_creation_rate", 5.0);
    }
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      assertThat(describe(admin, ClientQuotaFilter.all()))
          .containsOnlyKeys(GUEST, both, Map.of("ip", "10.0.0.1"));
      ClientQuotaFilterComponent guest = ClientQuotaFilterComponent.ofEntity("user", "guest");
      assertThat(describe(admin, ClientQuotaFilter.contains(List.of(guest))))
          .isEqualTo(Map.of(GUEST, Map.of("producer_byte_rate", 1000.0)));
      ClientQuotaFilterComponent any = ClientQuotaFilterComponent.ofDefaultEntity("user");
      assertThat(describe(admin, ClientQuotaFilter.contains(List.of(any)))).containsOnlyKeys(both);
      assertThat(describe(admin, ClientQuotaFilter.containsOnly(List.of(any)))).isEmpty();
      alter(admin, GUEST, "producer_byte_rate", null);
      assertThat(describe(admin, ClientQuotaFilter.contains(List.of(guest)))).isEmpty();
    }
  }

  @Test
  void wrongQuotasAreRefusedInKafkasWords() {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      assertRefused(admin, GUEST, "producer_byte_rate", 0, "must be greater than 0");
      assertRefused(admin, GUEST, "producer_byte_rate", 1.5, "cannot be a fractional value.");
      assertRefused(admin, GUEST, "foo", 1, "Invalid configuration key foo");
      assertRefused(
          admin,
          GUEST,
          "connection_creation_rate",
          1,
          "Invalid configuration key connection_creation_rate");
      assertRefused(
          admin,
          Map.of("ip", "nowhere at all"),
          "connection_creation_rate",
          1,
          "nowhere at all is not a valid IP or resolvable host.");
      assertRefused(
          admin,
          Map.of("ip", "10.0.0.1", "user", "u"),
          "connection_creation_rate",
          1,
          "IP entity shouldnot be combined with User or ClientId");
      assertRefused(admin, Map.of("foo", "x"), "foo", 1, "Unhandled client quota entity type: foo");
      assertRefused(admin, GUEST, "request_percentage", -1, "must be greater than 0");
      assertThatThrownBy(
              () ->
                  describe(
                      admin,
                      ClientQuotaFilter.contains(
                          List.of(ClientQuotaFilterComponent.ofEntityType("foo")))))
          .hasCauseInstanceOf(UnsupportedVersionException.class);
    }
  }

  private static void assertRefused(
      Admin admin, Map<String, String> entity, String key, double value, String text) {
    assertThatThrownBy(() -> alter(admin, entity, key, value))
        .hasCauseInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(text);
  }

  @Test
  void producersAreHeldBackAndToldSo() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      alter(admin, ANY_USER, "producer_byte_rate", 20_000.0);
      try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
        String value = "x".repeat(100_000);
        // More than the whole window holds: the next one must wait.
        for (int i = 0; i < 3; i++) {
          producer.send(new ProducerRecord<>("t", value)).get();
        }
        assertThat(throttled(producer)).isPositive();
      }
      alter(admin, ANY_USER, "producer_byte_rate", null);
      try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
        producer.send(new ProducerRecord<>("t", "x".repeat(100_000))).get();
        assertThat(throttled(producer)).isZero();
      }
    }
  }

  @Test
  void consumersAreHeldBackAndToldSo() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin();
        KafkaProducer<String, String> producer = server.producer(Map.of())) {
      String value = "x".repeat(100_000);
      for (int i = 0; i < 3; i++) {
        producer.send(new ProducerRecord<>("t", value)).get();
      }
      assertThat(throttledWhileReading(server)).isZero();
      alter(admin, ANY_USER, "consumer_byte_rate", 20_000.0);
      assertThat(throttledWhileReading(server)).isPositive();
    }
  }

  private static double throttledWhileReading(TestServer server) {
    Map<String, ?> oneByOne = Map.of("max.partition.fetch.bytes", "1000");
    try (KafkaConsumer<String, String> consumer = server.consumer("g", oneByOne)) {
      consumer.assign(List.of(new TopicPartition("t", 0)));
      TestServer.poll(consumer, 3);
      // The last answer may still be on its way.
      consumer.poll(Duration.ofMillis(300));
      return maximum(consumer.metrics(), "fetch-throttle-time-max");
    }
  }

  @Test
  void whoTakesTooMuchTimeIsHeldBack() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      // A ten-thousandth of a thread: any request takes more.
      alter(admin, ANY_USER, "request_percentage", 0.0001);
      try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
        for (int i = 0; i < 3; i++) {
          producer.send(new ProducerRecord<>("t", "v")).get();
        }
        assertThat(throttled(producer)).isBetween(1.0, 1000.0);
      }
    }
  }

  @Test
  void topicsAreMadeNoFasterThanAllowed() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      alter(admin, ANY_USER, "controller_mutation_rate", 1.0);
      // The bucket has room for eleven; what goes beyond it is owed.
      create(admin, "a", 12);
      assertThatThrownBy(() -> create(admin, "b", 1))
          .cause()
          .isInstanceOfSatisfying(
              ThrottlingQuotaExceededException.class,
              refused -> assertThat(refused.throttleTimeMs()).isBetween(1, 1000));
      CreateTopicsOptions patient = new CreateTopicsOptions().retryOnQuotaViolation(true);
      admin.createTopics(List.of(new NewTopic("c", 1, (short) 1)), patient).all().get();
      alter(admin, ANY_USER, "controller_mutation_rate", null);
      create(admin, "b", 100);
    }
  }

  private static void create(Admin admin, String name, int partitions) throws Exception {
    CreateTopicsOptions hasty = new CreateTopicsOptions().retryOnQuotaViolation(false);
    admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)), hasty).all().get();
  }

  @Test
  void partitionsAndDeletionsCountToo() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      create(admin, "a", 1);
      create(admin, "b", 1);
      alter(admin, ANY_USER, "controller_mutation_rate", 1.0);
      increase(admin, "a", 13);
      assertThatThrownBy(() -> increase(admin, "a", 14))
          .hasCauseInstanceOf(ThrottlingQuotaExceededException.class);
      delete(admin, "a");
      assertThatThrownBy(() -> delete(admin, "b"))
          .hasCauseInstanceOf(ThrottlingQuotaExceededException.class);
      // The client that was refused must wait, others need not.
      try (Admin other = server.admin()) {
        assertThat(other.listTopics().names().get()).containsExactly("b");
      }
    }
  }

  private static void increase(Admin admin, String name, int partitions) throws Exception {
    CreatePartitionsOptions hasty = new CreatePartitionsOptions().retryOnQuotaViolation(false);
    admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)), hasty).all().get();
  }

  private static void delete(Admin admin, String name) throws Exception {
    DeleteTopicsOptions hasty = new DeleteTopicsOptions().retryOnQuotaViolation(false);
    admin.deleteTopics(List.of(name), hasty).all().get();
  }

  @Test
  void anAddressConnectsNoFasterThanAllowed() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      alter(admin, Map.of("ip", "127.0.0.1"), "connection_creation_rate", 1.0);
      // More than the whole window holds: what comes then is not read, and closed after the wait.
      List<Socket> sockets = new ArrayList<>();
      try {
        for (int i = 0; i < 14; i++) {
          sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        }
        Socket last = sockets.get(sockets.size() - 1);
        last.setSoTimeout((int) TestServer.LONG.toMillis());
        assertThat(last.getInputStream().read()).isEqualTo(-1);
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }

  private static double throttled(KafkaProducer<String, String> producer) {
    return maximum(producer.metrics(), "produce-throttle-time-max");
  }

  private static double maximum(Map<MetricName, ? extends Metric> metrics, String name) {
    return metrics.values().stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .mapToDouble(metric -> (double) metric.metricValue())
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(0);
  }
}
