package io.motet.zmtp.pubsub;

import io.motet.broker.error.BrokerException;
import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.user.Access;
import io.motet.broker.vhost.VirtualHost;
import io.motet.zmtp.peer.Peer;
import io.motet.zmtp.peer.ServiceQueues;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The exchange that publishers and subscribers meet at. It matches by prefix, and it is bound to a
 * topic exchange in both directions when it is made: what is published at one is seen at both, by
 * the rules of each. Who does not want that takes the bindings away; they are not made again.
 */
final class TopicExchange {
  private static final String TYPE = "x-prefix";
  private static final String ALL_TOPICS = "#";
  private static final String ANY_PREFIX = "";

  private final Peer peer;
  private final ServiceQueues access;

  TopicExchange(Peer peer) {
    this.peer = peer;
    access = new ServiceQueues(peer);
  }

  String name() {
    return peer.options().pubsubExchange();
  }

  /**
   * Makes sure that it is there. Fails with {@link BrokerException} when the user may not do that,
   * or not use it as it wants.
   *
   * @param wanted what the peer will do with it
   */
  CompletableFuture<Void> open(Access wanted) {
    VirtualHost host = peer.virtualHost();
    try {
      access.check(wanted, name());
      if (host.exchange(name()) != null) {
        return CompletableFuture.completedFuture(null);
      }
      access.check(Access.CONFIGURE, name());
    } catch (BrokerException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return host.declareExchange(new ExchangeDeclaration(name(), TYPE, true, false, false, Map.of()))
        .thenCompose(made -> join(host));
  }

  private CompletableFuture<Void> join(VirtualHost host) {
    String other = peer.options().joinedExchange();
    if (other == null || host.exchange(other) == null) {
      return CompletableFuture.completedFuture(null);
    }
    return host.bind(binding(name(), other, ANY_PREFIX), null)
        .thenCompose(bound -> host.bind(binding(other, name(), ALL_TOPICS), null));
  }

  private static Binding binding(String from, String to, String key) {
    return new Binding(from, Binding.DestinationKind.EXCHANGE, to, key, Map.of());
  }
}
