package io.motet.broker.vhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.queue.QueueDeclaration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of a deleted virtual host may be left for the next start to stumble over. */
class VirtualHostDeletionTest {
  private static final String REFUSAL = "NOT_FOUND - virtual host 'v' does not exist";

  @TempDir Path data;

  private Broker start() {
    return Broker.start(
        BrokerSettings.builder()
            .dataDirectory(data)
            .set("shards", "2")
            .set("journal.segment.bytes", "1MiB")
            .set("journal.reserve.bytes", "2MiB")
            .build());
  }

  private static QueueDeclaration durable(String name) {
    return new QueueDeclaration(name, true, null, false, Map.of());
  }

  @Test
  void whoStillHoldsItCannotDeclareInIt() {
    try (Broker broker = start()) {
      VirtualHost held = MemoryBroker.await(hosts(broker).put("v", "", List.of()));
      MemoryBroker.await(held.declareQueue(durable("before")));
      CompletableFuture<Void> deletion = hosts(broker).delete("v");
      CompletableFuture<?> during = held.declareQueue(durable("during"));
      assertThat(MemoryBroker.refusal(during)).isEqualTo(REFUSAL);
      MemoryBroker.await(deletion);
      assertThat(MemoryBroker.refusal(held.declareQueue(durable("after")))).isEqualTo(REFUSAL);
      assertThat(
              MemoryBroker.refusal(
                  held.declareExchange(
                      new ExchangeDeclaration("x", "direct", true, false, false, Map.of()))))
          .isEqualTo(REFUSAL);
    }
    try (Broker again = start()) {
      assertThat(hosts(again).get("v")).isNull();
    }
  }

  @Test
  void oneOfTheSameNameBeginsWhenTheOldOneHasEnded() {
    try (Broker broker = start()) {
      VirtualHost old = MemoryBroker.await(hosts(broker).put("v", "", List.of()));
      MemoryBroker.await(old.declareQueue(durable("old")));
      CompletableFuture<Void> deletion = hosts(broker).delete("v");
      VirtualHost fresh = MemoryBroker.await(hosts(broker).put("v", "new", List.of()));
      assertThat(deletion).isDone();
      MemoryBroker.await(fresh.declareQueue(durable("fresh")));
    }
    try (Broker again = start()) {
      VirtualHost host = hosts(again).get("v");
      assertThat(host.description()).isEqualTo("new");
      assertThat(host.queue("fresh")).isNotNull();
      assertThat(host.queue("old")).isNull();
    }
  }

  private static VirtualHosts hosts(Broker broker) {
    return broker.context().virtualHosts();
  }
}
