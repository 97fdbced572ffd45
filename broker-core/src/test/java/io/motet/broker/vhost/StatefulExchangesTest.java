package io.motet.broker.vhost;

import static io.motet.broker.vhost.MemoryBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.queue.Queue;
import io.motet.broker.vhost.Traffic.Arrivals;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exchanges that keep messages: recent history and delay. */
class StatefulExchangesTest {
  private final MemoryBroker broker = new MemoryBroker("shards", "2");
  private final Traffic traffic = new Traffic(broker);

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void newBindingGetsTheHistory() throws Exception {
    await(broker.declareExchange("h", "x-recent-history", Map.of("x-recent-history-length", 2)));
    broker.queue("early");
    broker.bind("h", "early", "");
    Arrivals early = traffic.arrivals("early");
    traffic.publish("h", "", "one", Map.of());
    traffic.publish("h", "", "two", Map.of());
    traffic.publish("h", "", "secret", Map.of("x-recent-history-no-store", true));
    traffic.publish("h", "", "three", Map.of());
    for (String body : new String[] {"one", "two", "secret", "three"}) {
      assertThat(early.next()).isEqualTo(body);
    }
    broker.queue("late");
    Arrivals late = traffic.arrivals("late");
    broker.bind("h", "late", "");
    assertThat(late.next()).isEqualTo("two");
    assertThat(late.next()).isEqualTo("three");
    broker.bind("h", "late", ""); // the same again: no second copy
    traffic.publish("h", "", "four", Map.of());
    assertThat(late.next()).isEqualTo("four");
    await(broker.host().deleteExchange("h", false));
  }

  @Test
  void delayedMessagesComeInTheOrderOfTheirTime() throws Exception {
    await(broker.declareExchange("d", "x-delayed-message", Map.of("x-delayed-type", "direct")));
    Queue queue = broker.queue("q");
    broker.bind("d", "q", "k");
    Arrivals arrivals = traffic.arrivals("q");
    traffic.publish("d", "k", "later", Map.of("x-delay", 60));
    traffic.publish("d", "k", "soon", Map.of("x-delay", 20));
    traffic.publish("d", "other", "lost", Map.of("x-delay", 1));
    traffic.publish("d", "k", "much later", Map.of("x-delay", 1L << 40));
    traffic.publish("d", "k", "now", Map.of());
    assertThat(arrivals.next()).isEqualTo("now");
    assertThat(arrivals.next()).isEqualTo("soon");
    assertThat(arrivals.next()).isEqualTo("later");
    assertThat(broker.host().queues()).containsExactly(queue);
    await(broker.host().deleteExchange("d", false));
    traffic.publish("", "q", "last", Map.of());
    assertThat(arrivals.next()).isEqualTo("last");
  }

  @Test
  void consumersLearnOfTheirQueuesEnd() throws Exception {
    broker.queue("q");
    Arrivals arrivals = traffic.arrivals("q");
    traffic.publish("", "q", "body", Map.of());
    assertThat(arrivals.next()).isEqualTo("body");
    await(broker.host().deleteQueue("q", false, false, null));
    assertThat(arrivals.next()).isEqualTo("cancelled QUEUE_DELETED");
  }

  @Test
  void deletionIsRefusedWhileInUseOrFull() throws Exception {
    broker.queue("q");
    traffic.arrivals("q");
    assertThat(MemoryBroker.refusal(broker.host().deleteQueue("q", true, false, null)))
        .isEqualTo("PRECONDITION_FAILED - queue 'q' in vhost '/' in use");
    assertThat(broker.queue("q")).isSameAs(broker.host().queue("q"));
    assertThat(MemoryBroker.refusal(broker.host().deleteQueue("q", false, true, null)))
        .isEqualTo("accepted");
  }
}
