package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidRequestException;
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
      assertRefused(admin, GUEST, "request_percentage", 10, "are not kept by this broker");
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

  private static double throttled(KafkaProducer<String, String> producer) {
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("produce-throttle-time-max"))
        .mapToDouble(metric -> (double) metric.metricValue())
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(0);
  }
}
