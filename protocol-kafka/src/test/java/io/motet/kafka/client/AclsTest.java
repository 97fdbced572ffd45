package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.user.Permissions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access control lists: set with Kafka's Admin, felt by its producers. */
class AclsTest {
  private static AclBinding rule(
      PatternType pattern,
      String topic,
      String principal,
      AclOperation operation,
      AclPermissionType permission) {
    return rule(ResourceType.TOPIC, pattern, topic, principal, operation, permission);
  }

  private static AclBinding rule(
      ResourceType type,
      PatternType pattern,
      String name,
      String principal,
      AclOperation operation,
      AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry(principal, "*", operation, permission));
  }

  private static AclBinding allow(String topic, String principal, AclOperation operation) {
    return rule(PatternType.LITERAL, topic, principal, operation, AclPermissionType.ALLOW);
  }

  private static AclBinding deny(String topic, String principal, AclOperation operation) {
    return rule(PatternType.PREFIXED, topic, principal, operation, AclPermissionType.DENY);
  }

  private static void addUser(TestServer server, String name) {
    var users = server.context().users();
    users.putWithPassword(name, name.getBytes(StandardCharsets.UTF_8), List.of()).join();
    users.setPermissions(new Permissions(name, "/", ".*", ".*", ".*")).join();
  }

  private static void produce(TestServer server, String user, String topic) throws Exception {
    try (KafkaProducer<String, String> producer =
        server.producer(SaslTest.login("PLAIN", user, user))) {
      producer.send(new ProducerRecord<>(topic, "x")).get();
    }
  }

  private static void create(Admin admin, AclBinding... rules) throws Exception {
    admin.createAcls(List.of(rules)).all().get();
  }

  @Test
  void rulesNarrowWhatUsersMayDo() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      addUser(server, "alice");
      addUser(server, "bob");
      admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
      produce(server, "bob", "orders");
      create(admin, allow("orders", "User:alice", AclOperation.WRITE));
      produce(server, "alice", "orders");
      // There is a rule for the topic now, and it does not name him.
      assertThatThrownBy(() -> produce(server, "bob", "orders"))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      // A topic that no rule is about is as it was.
      produce(server, "bob", "other");
      create(admin, allow("*", "User:*", AclOperation.ALL));
      produce(server, "bob", "orders");
      create(admin, deny("ord", "User:bob", AclOperation.WRITE));
      assertThatThrownBy(() -> produce(server, "bob", "orders"))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      assertThatThrownBy(() -> produce(server, "bob", "ordinary"))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      produce(server, "alice", "ordinary");
      admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
      produce(server, "bob", "orders");
    }
  }

  @Test
  void rulesGiveNobodyMoreThanHisPermissions() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      addUser(server, "carol");
      server.context().users().setPermissions(new Permissions("carol", "/", "", "", ".*")).join();
      admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
      create(admin, allow("orders", "User:carol", AclOperation.ALL));
      assertThatThrownBy(() -> produce(server, "carol", "orders"))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      try (Admin carols = server.admin(SaslTest.login("PLAIN", "carol", "carol"))) {
        assertThatThrownBy(() -> create(carols, allow("orders", "User:carol", AclOperation.WRITE)))
            .hasCauseInstanceOf(ClusterAuthorizationException.class);
        assertThatThrownBy(() -> carols.describeAcls(AclBindingFilter.ANY).values().get())
            .hasCauseInstanceOf(ClusterAuthorizationException.class);
      }
    }
  }

  @Test
  void withoutRulesNobodyMayWhereTheSettingsSaySo() throws Exception {
    Map<String, String> settings =
        Map.of("kafka.allow.everyone.if.no.acl.found", "false", "kafka.super.users", "User:guest");
    try (TestServer server = TestServer.start(settings);
        Admin admin = server.admin()) {
      addUser(server, "alice");
      admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
      assertThatThrownBy(() -> produce(server, "alice", "orders"))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      create(admin, allow("orders", "User:alice", AclOperation.WRITE));
      produce(server, "alice", "orders");
    }
  }

  @Test
  void rulesAreFoundAndStay(@TempDir Path directory) throws Exception {
    AclBinding literal = allow("orders", "User:a", AclOperation.READ);
    AclBinding prefixed =
        rule(PatternType.PREFIXED, "ord", "User:b", AclOperation.WRITE, AclPermissionType.ALLOW);
    AclBinding wildcard = allow("*", "User:c", AclOperation.ALL);
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      create(admin, literal, prefixed, wildcard, literal);
    }
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      assertThat(describe(admin, null, PatternType.ANY))
          .containsExactlyInAnyOrder(literal, prefixed, wildcard);
      assertThat(describe(admin, "orders", PatternType.LITERAL)).containsExactly(literal);
      assertThat(describe(admin, "orders", PatternType.MATCH))
          .containsExactlyInAnyOrder(literal, prefixed, wildcard);
      assertThat(describe(admin, "other", PatternType.MATCH)).containsExactly(wildcard);
      assertThat(describe(admin, "ord", PatternType.PREFIXED)).containsExactly(prefixed);
      AclBindingFilter ofB =
          new AclBindingFilter(
              ResourcePatternFilter.ANY,
              new AccessControlEntryFilter(
                  "User:b", null, AclOperation.ANY, AclPermissionType.ANY));
      assertThat(admin.deleteAcls(List.of(ofB)).all().get()).containsExactly(prefixed);
      assertThat(describe(admin, null, PatternType.ANY)).hasSize(2);
    }
  }

  private static Collection<AclBinding> describe(Admin admin, String name, PatternType pattern)
      throws Exception {
    return admin
        .describeAcls(
            new AclBindingFilter(
                new ResourcePatternFilter(ResourceType.TOPIC, name, pattern),
                AccessControlEntryFilter.ANY))
        .values()
        .get();
  }

  @Test
  void wrongRulesAreRefusedInKafkasWords() {
    try (TestServer server = TestServer.start(Map.of("kafka.acls.max", "1"));
        Admin admin = server.admin()) {
      AclBinding cluster =
          rule(
              ResourceType.CLUSTER,
              PatternType.LITERAL,
              "mine",
              "User:a",
              AclOperation.ALTER,
              AclPermissionType.ALLOW);
      assertThatThrownBy(() -> create(admin, cluster))
          .hasCauseInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("The only valid name for the CLUSTER resource is kafka-cluster");
      assertThatThrownBy(() -> create(admin, allow("", "User:a", AclOperation.READ)))
          .hasMessageContaining("Invalid empty resource name");
      assertThatThrownBy(() -> create(admin, allow("t", "a", AclOperation.READ)))
          .hasMessageContaining("Could not parse principal from `a`");
      assertThatThrownBy(
              () ->
                  create(
                      admin,
                      allow("t", "User:a", AclOperation.READ),
                      allow("t", "User:b", AclOperation.READ)))
          .hasMessageContaining("kafka.acls.max");
    }
  }
}
