package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.user.Permissions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.DuplicateResourceException;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.UnacceptableCredentialException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins by SCRAM with Kafka's own clients, and the requests that set credentials. */
class ScramTest {
  private static final int ITERATIONS = 4096;

  private static UserScramCredentialAlteration set(
      String user, ScramMechanism mechanism, int iterations, String password) {
    return new UserScramCredentialUpsertion(
        user, new ScramCredentialInfo(mechanism, iterations), password);
  }

  private static void alter(Admin admin, UserScramCredentialAlteration... alterations)
      throws Exception {
    admin.alterUserScramCredentials(List.of(alterations)).all().get();
  }

  private static void addUser(TestServer server, String name) {
    var users = server.context().users();
    users.putWithPassword(name, "other".getBytes(StandardCharsets.UTF_8), List.of()).join();
    users.setPermissions(new Permissions(name, "/", ".*", ".*", ".*")).join();
  }

  private static void produce(TestServer server, String mechanism, String user, String password)
      throws Exception {
    Map<String, Object> login = new HashMap<>(SaslTest.login(mechanism, user, password));
    try (KafkaProducer<String, String> producer = server.producer(login)) {
      producer.send(new ProducerRecord<>("t", "x")).get();
    }
  }

  private static void assertRefused(TestServer server, String mechanism, String password) {
    assertThatThrownBy(() -> produce(server, mechanism, "alice", password))
        .hasCauseInstanceOf(SaslAuthenticationException.class)
        .hasMessageContaining("due to invalid credentials with SASL mechanism " + mechanism);
  }

  @Test
  void whoHasACredentialLogsIn(@TempDir Path directory) throws Exception {
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      addUser(server, "alice");
      assertRefused(server, "SCRAM-SHA-256", "other");
      alter(admin, set("alice", ScramMechanism.SCRAM_SHA_256, ITERATIONS, "secret"));
      produce(server, "SCRAM-SHA-256", "alice", "secret");
      assertRefused(server, "SCRAM-SHA-256", "wrong");
      assertRefused(server, "SCRAM-SHA-512", "secret");
      alter(admin, set("alice", ScramMechanism.SCRAM_SHA_512, ITERATIONS * 2, "longer"));
      produce(server, "SCRAM-SHA-512", "alice", "longer");
    }
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      produce(server, "SCRAM-SHA-256", "alice", "secret");
      var described = admin.describeUserScramCredentials().all().get().get("alice");
      assertThat(described.credentialInfos())
          .containsExactlyInAnyOrder(
              new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS),
              new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS * 2));
      alter(admin, new UserScramCredentialDeletion("alice", ScramMechanism.SCRAM_SHA_256));
      assertRefused(server, "SCRAM-SHA-256", "secret");
      // Whoever gets another password, or the name of one who is gone, gets no old credential.
      server
          .context()
          .users()
          .changePassword("alice", "new".getBytes(StandardCharsets.UTF_8))
          .join();
      assertRefused(server, "SCRAM-SHA-512", "longer");
      assertThat(admin.describeUserScramCredentials().all().get()).isEmpty();
    }
  }

  @Test
  void wrongCredentialsAreRefusedInKafkasWords() {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      addUser(server, "alice");
      ScramMechanism mechanism = ScramMechanism.SCRAM_SHA_256;
      assertThatThrownBy(() -> alter(admin, set("alice", mechanism, ITERATIONS - 1, "x")))
          .hasCauseInstanceOf(UnacceptableCredentialException.class)
          .hasMessageContaining("Too few iterations");
      assertThatThrownBy(() -> alter(admin, set("alice", mechanism, 16_385, "x")))
          .hasMessageContaining("Too many iterations");
      assertThatThrownBy(() -> alter(admin, set("", mechanism, ITERATIONS, "x")))
          .hasMessageContaining("Username must not be empty");
      assertThatThrownBy(() -> alter(admin, set("nobody", mechanism, ITERATIONS, "x")))
          .hasCauseInstanceOf(UnacceptableCredentialException.class);
      assertThatThrownBy(() -> alter(admin, set("alice", ScramMechanism.UNKNOWN, ITERATIONS, "x")))
          .hasCauseInstanceOf(UnsupportedSaslMechanismException.class);
      assertThatThrownBy(() -> alter(admin, new UserScramCredentialDeletion("alice", mechanism)))
          .hasCauseInstanceOf(ResourceNotFoundException.class);
      assertThatThrownBy(
              () ->
                  alter(
                      admin,
                      set("alice", mechanism, ITERATIONS, "x"),
                      set("alice", ScramMechanism.SCRAM_SHA_512, ITERATIONS, "x")))
          .hasCauseInstanceOf(DuplicateResourceException.class);
      assertThatThrownBy(
              () -> admin.describeUserScramCredentials(List.of("bob")).description("bob").get())
          .hasCauseInstanceOf(ResourceNotFoundException.class)
          .hasMessageContaining("Attempt to describe a user credential that does not exist: bob");
    }
  }

  @Test
  void mechanismsThatAreNotEnabledAreRefused() {
    try (TestServer server =
        TestServer.start(Map.of("kafka.sasl.enabled.mechanisms", "SCRAM-SHA-512"))) {
      assertThatThrownBy(() -> produce(server, "PLAIN", "guest", "guest"))
          .hasCauseInstanceOf(UnsupportedSaslMechanismException.class);
    }
  }

  /** Kafka's clients log in again before the time is over, on the same connection. */
  @Test
  void clientsLogInAgain() throws Exception {
    try (TestServer server =
            TestServer.start(
                Map.of("kafka.connections.max.reauth", "1s", "kafka.anonymous.user", "none"));
        KafkaProducer<String, String> producer =
            server.producer(SaslTest.login("PLAIN", "guest", "guest"))) {
      producer.send(new ProducerRecord<>("t", "x")).get();
      double again = 0;
      for (int tries = 0; again == 0 && tries < 1000; tries++) {
        producer.send(new ProducerRecord<>("t", "x")).get();
        Thread.sleep(10);
        again =
            producer.metrics().values().stream()
                .filter(m -> m.metricName().name().equals("successful-reauthentication-total"))
                .mapToDouble(m -> (double) m.metricValue())
                .max()
                .orElse(0);
      }
      assertThat(again).isPositive();
    }
  }
}
