package io.motet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.policy.Policy;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.user.Permissions;
import io.motet.broker.user.TopicPermissions;
import io.motet.broker.user.User;
import io.motet.broker.vhost.VirtualHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is durable is there again after a stop and a start, and after a crash. */
class BrokerRestartTest {
  @TempDir Path data;

  private Broker start() {
    return Broker.start(
        BrokerSettings.builder()
            .dataDirectory(data)
            .set("journal.segment.bytes", "1MiB")
            .set("journal.reserve.bytes", "2MiB")
            .build());
  }

  @Test
  void firstStartMakesTheDefaults() {
    try (Broker broker = start()) {
      VirtualHost root = broker.context().virtualHosts().get("/");
      assertThat(root.exchanges())
          .extracting(Exchange::name)
          .containsExactlyInAnyOrder(
              "",
              "amq.direct",
              "amq.fanout",
              "amq.topic",
              "amq.headers",
              "amq.match",
              "amq.rabbitmq.trace");
      User guest = broker.context().users().get("guest");
      assertThat(guest.tags()).containsExactly("administrator");
      assertThat(broker.context().users().permissions("guest", "/"))
          .isEqualTo(new Permissions("guest", "/", ".*", ".*", ".*"));
      assertThat(broker.context().users().authenticate("guest", bytes("guest")).join()).isNotNull();
      assertThat(broker.context().users().authenticate("guest", bytes("wrong")).join()).isNull();
    }
  }

  @Test
  void durableThingsSurviveAndOthersDoNot() {
    Map<String, Long> ids = new TreeMap<>();
    try (Broker broker = start()) {
      declareEverything(broker);
      for (Queue queue : broker.context().virtualHosts().get("v/1").queues()) {
        ids.put(queue.name(), queue.id());
      }
    }
    try (Broker broker = start()) {
      checkEverything(broker, ids);
    }
  }

  private static void declareEverything(Broker broker) {
    var hosts = broker.context().virtualHosts();
    VirtualHost host = hosts.put("v/1", "a host", List.of("t1")).join();
    hosts.setLimit("v/1", "max-queues", 10_000L).join();
    host.declareExchange(
            new ExchangeDeclaration(
                "durable", "topic", true, false, false, Map.of("alternate-exchange", "amq.fanout")))
        .join();
    host.declareExchange(
            new ExchangeDeclaration("transient", "topic", false, false, false, Map.of()))
        .join();
    List<CompletableFuture<Queue>> declares = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Map<String, Object> arguments = Map.of("x-max-length", i, "x-note", "n" + i);
      declares.add(host.declareQueue(new QueueDeclaration("q/" + i, true, null, false, arguments)));
    }
    declares.forEach(CompletableFuture::join);
    host.declareQueue(new QueueDeclaration("gone", false, null, false, Map.of())).join();
    bind(host, "durable", "q/1", "a.*");
    bind(host, "durable", "q/1", "b.#");
    bind(host, "transient", "q/1", "a.*");
    bind(host, "durable", "gone", "a.*");
    host.bind(
            new Binding("amq.fanout", DestinationKind.EXCHANGE, "durable", "", Map.of("x", 1)),
            null)
        .join();
    var users = broker.context().users();
    users.putWithPassword("ann", bytes("secret"), List.of("monitoring", "other")).join();
    users.setPermissions(new Permissions("ann", "v/1", "^a", "", ".*")).join();
    users.setTopicPermissions(new TopicPermissions("ann", "v/1", "durable", "^w", "^r")).join();
    users.delete("guest").join();
    broker
        .context()
        .policies()
        .put(new Policy("v/1", "p", "^q", "queues", 3, Map.of("max-length", 7L)))
        .join();
  }

  private static void bind(VirtualHost host, String exchange, String queue, String key) {
    host.bind(new Binding(exchange, DestinationKind.QUEUE, queue, key, Map.of()), null).join();
  }

  private static void checkEverything(Broker broker, Map<String, Long> ids) {
    VirtualHost host = broker.context().virtualHosts().get("v/1");
    assertThat(host.description()).isEqualTo("a host");
    assertThat(host.tags()).containsExactly("t1");
    assertThat(host.details().get("limits")).isEqualTo(Map.of("max-queues", 10_000L));
    assertThat(host.queues()).hasSize(500);
    assertThat(host.queue("gone")).isNull();
    assertThat(host.queue("q/17").arguments())
        .isEqualTo(Map.of("x-max-length", 17, "x-note", "n17"));
    assertThat(host.queue("q/17").id()).isEqualTo(ids.get("q/17"));
    assertThat(host.exchange("transient")).isNull();
    assertThat(host.exchange("durable").arguments())
        .isEqualTo(Map.of("alternate-exchange", "amq.fanout"));
    assertThat(host.bindingsFrom("durable"))
        .extracting(Binding::routingKey)
        .containsExactlyInAnyOrder("a.*", "b.#");
    assertThat(host.bindingsTo(DestinationKind.EXCHANGE, "durable")).hasSize(1);
    var users = broker.context().users();
    assertThat(users.get("guest")).isNull();
    assertThat(users.get("ann").tags()).containsExactly("monitoring", "other");
    assertThat(users.authenticate("ann", bytes("secret")).join()).isNotNull();
    assertThat(users.permissions()).hasSize(1);
    assertThat(users.topicPermissions()).hasSize(1);
    assertThat(broker.context().policies().all()).hasSize(1);
    Queue fresh =
        host.declareQueue(new QueueDeclaration("fresh", true, null, false, Map.of())).join();
    assertThat(ids.values()).doesNotContain(fresh.id());
  }

  @Test
  void secondBrokerOnTheSameDirectoryIsRefused() {
    try (Broker broker = start()) {
      assertThat(broker.context().dataDirectory()).isEqualTo(data);
      assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
