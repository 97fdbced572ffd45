package io.motet.broker.vhost;

import static io.motet.broker.vhost.MemoryBroker.await;
import static io.motet.broker.vhost.MemoryBroker.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.policy.Policy;
import io.motet.broker.reply.ReplyTarget;
import io.motet.broker.reply.ReplyTargets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {
  private final MemoryBroker broker = new MemoryBroker();
  private final VirtualHost host = broker.host();

  @AfterEach
  void close() {
    broker.close();
  }

  private Route route(String exchange, String key) {
    return host.route(Utf8.of(exchange), Utf8.of(key), () -> MessageProperties.NONE);
  }

  @Test
  void defaultExchangeKnowsQueuesByName() {
    broker.queue("q");
    assertThat(broker.route("", "q")).containsExactly("q");
    assertThat(broker.route("", "none")).isEmpty();
    assertThat(broker.route("none", "q")).isNull();
    assertThat(route("", "q").reusable()).isTrue();
  }

  @Test
  void eachTargetIsReachedOnce() {
    broker.exchange("a", "fanout");
    broker.exchange("b", "fanout");
    broker.queue("q");
    broker.bind("a", "q", "1");
    broker.bind("a", "q", "2");
    broker.bind("b", "q", "");
    broker.bindExchange("a", "b", "");
    broker.bindExchange("b", "a", ""); // a circle
    assertThat(broker.route("a", "k")).containsExactly("q");
    assertThat(route("a", "k").reusable()).isTrue();
  }

  @Test
  void alternateTakesWhatFindsNothing() {
    broker.exchange("other", "fanout");
    await(broker.declareExchange("x", "direct", Map.of("alternate-exchange", "other")));
    broker.queue("q");
    broker.queue("rest");
    broker.bind("x", "q", "k");
    broker.bind("other", "rest", "");
    assertThat(broker.route("x", "k")).containsExactly("q");
    assertThat(broker.route("x", "z")).containsExactly("rest");
    await(host.deleteExchange("other", false));
    assertThat(broker.route("x", "z")).isEmpty();
  }

  @Test
  void alternateMayComeFromAPolicy() {
    broker.exchange("x", "direct");
    broker.queue("rest");
    broker.bind("amq.fanout", "rest", "");
    long before = host.topologyVersion();
    var policies = broker.broker().context().policies();
    await(
        policies.put(
            new Policy(
                "/", "ae", "^x$", "exchanges", 0, Map.of("alternate-exchange", "amq.fanout"))));
    assertThat(broker.route("x", "z")).containsExactly("rest");
    assertThat(host.topologyVersion()).isGreaterThan(before);
    assertThat(host.exchange("x").policy()).isEqualTo("ae");
    await(policies.delete("/", "ae"));
    assertThat(broker.route("x", "z")).isEmpty();
    assertThat(host.exchange("x").policy()).isNull();
  }

  @Test
  void furtherKeysLeadFurther() {
    broker.queue("a");
    broker.queue("b");
    broker.queue("c");
    broker.bind("amq.topic", "a", "a.*");
    broker.bind("amq.topic", "b", "b.*");
    broker.bind("amq.topic", "c", "#");
    List<Utf8> further = List.of(Utf8.of("b.1"), Utf8.of("z"));
    Route route =
        host.route(Utf8.of("amq.topic"), Utf8.of("a.1"), further, () -> MessageProperties.NONE);
    assertThat(names(route)).containsExactly("a", "b", "c");
    assertThat(route.reusable()).isFalse();
    Route direct =
        host.route(
            Utf8.EMPTY,
            Utf8.of("a"),
            List.of(Utf8.of("b"), Utf8.of("none")),
            () -> MessageProperties.NONE);
    assertThat(names(direct)).containsExactly("a", "b");
  }

  @Test
  void propertiesAreDecodedOnlyForHeaders() {
    broker.queue("q");
    broker.bind("amq.direct", "q", "q");
    Route route =
        host.route(
            Utf8.of("amq.direct"),
            Utf8.of("q"),
            () -> {
              throw new AssertionError("decoded");
            });
    assertThat(route.targets()).hasSize(1);
  }

  @Test
  void replyKeysLeadToRequesters() {
    ReplyTargets replies = broker.broker().context().replies();
    ReplyTarget target = replies.register(broker.broker().context().shards().get(0), message -> {});
    assertThat(target.name()).startsWith("amq.rabbitmq.reply-to.");
    Route route = route("", target.name());
    assertThat(route.targets()).hasSize(1);
    assertThat(route.targets().get(0)).isSameAs(target);
    assertThat(route.reusable()).isFalse();
    replies.remove(target);
    assertThat(route("", target.name()).targets()).isEmpty();
  }

  /** Random declarations, against tables kept by hand. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void agreesWithTablesKeptByHand(long seed) {
    Random random = new Random(seed);
    Map<String, Set<String>> byKey = new TreeMap<>();
    broker.exchange("x", "direct");
    for (int step = 0; step < 300; step++) {
      String queue = "q" + random.nextInt(8);
      String key = "k" + random.nextInt(8);
      switch (random.nextInt(4)) {
        case 0 -> {
          await(host.unbind(MemoryBroker.toQueue("x", queue, key), null));
          byKey.getOrDefault(key, new TreeSet<>()).remove(queue);
        }
        case 1 -> {
          await(host.deleteQueue(queue, false, false, null));
          byKey.values().forEach(queues -> queues.remove(queue));
        }
        default -> {
          broker.queue(queue);
          broker.bind("x", queue, key);
          byKey.computeIfAbsent(key, k -> new TreeSet<>()).add(queue);
        }
      }
      String asked = "k" + random.nextInt(8);
      assertThat(broker.route("x", asked))
          .as("seed %d step %d", seed, step)
          .containsExactlyElementsOf(byKey.getOrDefault(asked, Set.of()));
    }
  }
}
