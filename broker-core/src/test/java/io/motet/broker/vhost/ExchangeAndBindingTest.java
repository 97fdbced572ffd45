package io.motet.broker.vhost;

import static io.motet.broker.vhost.MemoryBroker.await;
import static io.motet.broker.vhost.MemoryBroker.refusal;
import static io.motet.broker.vhost.MemoryBroker.toQueue;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.exchange.ExchangeDeclaration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The texts are those of RabbitMQ 3.13. */
class ExchangeAndBindingTest {
  private final MemoryBroker broker = new MemoryBroker();
  private final VirtualHost host = broker.host();

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void namesAndTypesAreChecked() {
    assertThat(refusal(broker.declareExchange("x", "nope", Map.of())))
        .isEqualTo("PRECONDITION_FAILED - unknown exchange type 'nope'");
    assertThat(refusal(broker.declareExchange("x", "", Map.of())))
        .isEqualTo("PRECONDITION_FAILED - invalid exchange type ''");
    assertThat(refusal(broker.declareExchange("", "direct", Map.of())))
        .isEqualTo("ACCESS_REFUSED - operation not permitted on the default exchange");
    assertThat(refusal(broker.declareExchange("amq.mine", "direct", Map.of())))
        .isEqualTo("ACCESS_REFUSED - exchange name 'amq.mine' contains reserved prefix 'amq.*'");
    assertThat(refusal(broker.declareExchange("amq.direct", "direct", Map.of())))
        .isEqualTo("accepted");
    assertThat(refusal(broker.declareExchange("x", "direct", Map.of("alternate-exchange", 1))))
        .isEqualTo(
            "PRECONDITION_FAILED - invalid type 'signedint' for arg 'alternate-exchange' in"
                + " exchange 'x' in vhost '/'");
  }

  @Test
  void secondDeclarationMustBeTheSame() {
    Exchange first = broker.exchange("x", "direct");
    assertThat(broker.exchange("x", "direct")).isSameAs(first);
    String start = "PRECONDITION_FAILED - inequivalent arg '";
    String of = "' for exchange 'x' in vhost '/': received ";
    assertThat(refusal(broker.declareExchange("x", "fanout", Map.of())))
        .isEqualTo(start + "type" + of + "'fanout' but current is 'direct'");
    assertThat(refusal(broker.declareExchange("x", "x-random", Map.of())))
        .isEqualTo(start + "type" + of + "''x-random'' but current is 'direct'");
    assertThat(
            refusal(
                host.declareExchange(
                    new ExchangeDeclaration("x", "direct", false, false, false, Map.of()))))
        .isEqualTo(start + "durable" + of + "'false' but current is 'true'");
    assertThat(
            refusal(
                host.declareExchange(
                    new ExchangeDeclaration("x", "direct", true, false, true, Map.of()))))
        .isEqualTo(start + "internal" + of + "'true' but current is 'false'");
    assertThat(refusal(broker.declareExchange("x", "direct", Map.of("alternate-exchange", "a"))))
        .isEqualTo(
            start
                + "alternate-exchange"
                + of
                + "the value 'a' of type 'longstr' but current is none");
    assertThat(refusal(broker.declareExchange("x", "direct", Map.of("other", 1))))
        .isEqualTo("accepted");
  }

  @Test
  void systemExchangesStayAndMissingOnesDoNotMatter() {
    assertThat(refusal(host.deleteExchange("amq.direct", false)))
        .isEqualTo(
            "ACCESS_REFUSED - deletion of system exchange 'amq.direct' in vhost '/' not allowed");
    assertThat(refusal(host.deleteExchange("", false)))
        .isEqualTo("ACCESS_REFUSED - operation not permitted on the default exchange");
    await(host.deleteExchange("none", true));
  }

  @Test
  void exchangeInUseIsKept() {
    broker.exchange("x", "direct");
    broker.queue("q");
    broker.bind("x", "q", "k");
    assertThat(refusal(host.deleteExchange("x", true)))
        .isEqualTo("PRECONDITION_FAILED - exchange 'x' in vhost '/' in use");
    await(host.deleteExchange("x", false));
    assertThat(host.bindingsTo(DestinationKind.QUEUE, "q"))
        .extracting(Binding::source)
        .containsExactly("");
  }

  @Test
  void bindingNeedsBothEnds() {
    broker.queue("q");
    assertThat(refusal(host.bind(toQueue("none", "nowhere", "k"), null)))
        .isEqualTo("NOT_FOUND - no exchange 'none' in vhost '/'");
    assertThat(refusal(host.bind(toQueue("amq.direct", "nowhere", "k"), null)))
        .isEqualTo("NOT_FOUND - no queue 'nowhere' in vhost '/'");
    assertThat(refusal(host.bind(toQueue("", "q", "q"), null)))
        .isEqualTo("ACCESS_REFUSED - operation not permitted on the default exchange");
    await(host.unbind(toQueue("amq.direct", "q", "never"), null));
    await(host.unbind(toQueue("none", "q", "never"), null));
  }

  @Test
  void sameBindingIsThereOnce() {
    broker.queue("q");
    Binding one = new Binding("amq.direct", DestinationKind.QUEUE, "q", "k", Map.of("a", 1));
    Binding two =
        new Binding("amq.direct", DestinationKind.QUEUE, "q", "k", Map.of("a", new byte[] {1}));
    Binding same =
        new Binding("amq.direct", DestinationKind.QUEUE, "q", "k", Map.of("a", new byte[] {1}));
    await(host.bind(one, null));
    await(host.bind(one, null));
    await(host.bind(two, null));
    assertThat(host.bindingsFrom("amq.direct")).hasSize(2);
    assertThat(broker.route("amq.direct", "k")).containsExactly("q");
    await(host.unbind(same, null));
    assertThat(host.bindingsFrom("amq.direct")).containsExactly(one);
    assertThat(broker.route("amq.direct", "k")).containsExactly("q");
    await(host.unbind(one, null));
    assertThat(broker.route("amq.direct", "k")).isEmpty();
  }

  @Test
  void autoDeleteExchangeGoesWithItsLastBinding() {
    for (String name : List.of("a", "b")) {
      await(
          host.declareExchange(
              new ExchangeDeclaration(name, "fanout", false, true, false, Map.of())));
    }
    broker.queue("q");
    broker.bindExchange("a", "b", "");
    broker.bind("b", "q", "");
    assertThat(broker.route("a", "")).containsExactly("q");
    // The queue's end is the end of b's last binding, b's end that of a's.
    await(host.deleteQueue("q", false, false, null));
    assertThat(host.exchange("b")).isNull();
    assertThat(host.exchange("a")).isNull();
    assertThat(broker.route("a", "")).isNull();
  }

  @Test
  void versionChangesWithTheTopology() {
    long before = host.topologyVersion();
    broker.queue("q");
    long declared = host.topologyVersion();
    broker.bind("amq.direct", "q", "k");
    long bound = host.topologyVersion();
    await(host.deleteQueue("q", false, false, null));
    assertThat(List.of(before, declared, bound, host.topologyVersion()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void virtualHostEndsWithAllInIt() {
    var hosts = broker.broker().context().virtualHosts();
    VirtualHost other = await(hosts.put("other", "", List.of()));
    FakeConnection connection =
        new FakeConnection(9, broker.broker().context().shards().get(0), "other");
    broker.broker().context().connections().opened(connection);
    await(
        other.declareExchange(
            new ExchangeDeclaration("x", "direct", true, false, false, Map.of())));
    assertThat(hosts.all()).hasSize(2);
    await(hosts.delete("other"));
    assertThat(hosts.get("other")).isNull();
    assertThat(connection.closeReasons()).containsExactly("vhost 'other' is deleted");
    assertThat(refusal(hosts.delete("other")))
        .isEqualTo("NOT_FOUND - virtual host 'other' does not exist");
    VirtualHost again = await(hosts.put("other", "", List.of()));
    assertThat(again.exchange("x")).isNull();
  }

  @Test
  void delayedExchangesCheckBindingsAsTheirInnerTypeDoes() {
    await(
        broker.declareExchange(
            "d", "x-delayed-message", Map.of("x-delayed-type", "x-consistent-hash")));
    broker.queue("q");
    assertThat(refusal(host.bind(toQueue("d", "q", "many"), null)))
        .startsWith("PRECONDITION_FAILED - The binding key must be an integer");
    assertThat(host.bindingsFrom("d")).isEmpty();
    broker.bind("d", "q", "1");
  }

  /** More exchanges than a stack has room for. */
  @Test
  void longChainsOfAutoDeleteExchangesEndTogether() {
    int length = 20_000;
    broker.queue("end");
    for (int i = 0; i < length; i++) {
      host.declareExchange(
          new ExchangeDeclaration("x" + i, "fanout", false, true, false, Map.of()));
    }
    for (int i = 0; i + 1 < length; i++) {
      host.bind(new Binding("x" + i, DestinationKind.EXCHANGE, "x" + (i + 1), "", Map.of()), null);
    }
    broker.bind("x" + (length - 1), "end", "");
    assertThat(broker.route("x0", "")).containsExactly("end");
    await(host.deleteQueue("end", false, false, null));
    assertThat(host.exchanges()).extracting(Exchange::name).noneMatch(n -> n.startsWith("x"));
  }

  @Test
  void usersThatAreDeletedLoseTheirConnections() {
    FakeConnection connection = broker.connection(1);
    await(broker.broker().context().users().delete("guest"));
    assertThat(connection.closeReasons()).containsExactly("user 'guest' is deleted");
  }
}
