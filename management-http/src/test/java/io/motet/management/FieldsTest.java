package io.motet.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.motet.broker.queue.ConsumerSpec;
import io.motet.broker.stats.MessageCounters.Kind;
import io.motet.broker.user.TopicPermissions;
import io.motet.management.fake.FakeConnection.FakeChannel;
import io.motet.management.fake.FakeQueue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every field that RabbitMQ answers is in our answers: the lists under {@code fields/} are the
 * union of its versions.
 */
class FieldsTest extends FakeBrokerTest {
  @BeforeEach
  void traffic() {
    FakeChannel channel = broker.registry.open("guest", "/").openChannel();
    FakeQueue queue = host.addQueue("q");
    queue.policy = "p";
    ConsumerSpec spec =
        new ConsumerSpec("tag", channel, null, false, false, 10, null, 0, Map.of("x-priority", 3));
    queue.subscribed(spec);
    for (Kind kind : Kind.values()) {
      queue.counters().add(kind, 2);
      channel.counters().add(kind, 2);
      host.exchange("amq.topic").counters().add(kind, 2);
    }
    guest.put("/api/queues/%2F/quorum", "{\"arguments\":{\"x-queue-type\":\"quorum\"}}");
    host.fakeQueue("quorum").subscribed(spec);
    for (Kind kind : Kind.values()) {
      host.fakeQueue("quorum").counters().add(kind, 2);
    }
    guest.put("/api/policies/%2F/p", "{\"pattern\":\"^q\",\"definition\":{\"max-length\":9}}");
    guest.post("/api/bindings/%2F/e/amq.topic/q/q", "{\"routing_key\":\"a.#\"}");
    broker
        .users
        .setTopicPermissions(new TopicPermissions("guest", "/", "amq.topic", "", ""))
        .join();
  }

  @ParameterizedTest
  @CsvSource({
    "overview,         /api/overview",
    "node,             /api/nodes/motet@test",
    "vhost,            /api/vhosts/%2F",
    "exchange,         /api/exchanges/%2F/amq.topic",
    "queue,            /api/queues/%2F/q",
    "queue-quorum,     /api/queues/%2F/quorum",
    "binding,          /api/bindings",
    "connection,       /api/connections",
    "consumer,         /api/consumers",
    "user,             /api/users",
    "permission,       /api/permissions",
    "topic-permission, /api/topic-permissions",
    "policy,           /api/policies",
    "page,             /api/queues?page=1"
  })
  void rabbitsFieldsAreThere(String name, String path) {
    JsonNode answer = guest.json(path);
    JsonNode object = answer.isArray() ? answer.get(0) : answer;
    assertThat(paths(object, "", new TreeSet<>())).containsAll(expected(name));
  }

  @Test
  void aChannelAloneHasRabbitsFields() {
    String name = guest.json("/api/channels").get(0).get("name").asText();
    String path = "/api/channels/" + name.replace(" ", "%20").replace(">", "%3E");
    assertThat(paths(guest.json(path), "", new TreeSet<>())).containsAll(expected("channel"));
  }

  @Test
  void aQueueWithoutTrafficHasNoMessageStats() {
    host.addQueue("fresh");
    JsonNode facts = guest.json("/api/queues/%2F/fresh");
    assertThat(facts.has("message_stats")).isFalse();
    assertThat(facts.get("messages_details").get("rate").asDouble()).isZero();
    assertThat(facts.get("idle_since").asText()).isEqualTo("2026-11-22T14:51:15.811+00:00");
  }

  @Test
  void onlyGroupsOfFiguresThatCountedAreShown() {
    host.addQueue("filled").counters().add(Kind.PUBLISH, 3);
    JsonNode stats = guest.json("/api/queues/%2F/filled").get("message_stats");
    assertThat(stats.get("publish").asLong()).isEqualTo(3);
    assertThat(stats.has("deliver_get")).isFalse();
  }

  private static Set<String> expected(String name) {
    try (InputStream in = FieldsTest.class.getResourceAsStream("/fields/" + name + ".txt")) {
      return Set.copyOf(
          List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\n")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> paths(JsonNode node, String prefix, Set<String> paths) {
    node.fields()
        .forEachRemaining(
            field -> {
              String path = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
              paths.add(path);
              paths(field.getValue(), path, paths);
            });
    if (node.isArray()) {
      node.forEach(item -> paths(item, prefix + "[]", paths));
    }
    return paths;
  }
}
