package io.motet.zmtp.peer;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.user.Access;
import io.motet.zmtp.message.MessageBuilder;

/**
 * A peer's way into the broker: checks the permission, routes, publishes. Keeps the last route,
 * since most peers publish to one place. On the peer's shard.
 */
public final class Sender {
  /** For how long a permission that was checked counts. */
  private static final long CHECK_MILLIS = 1_000;

  private static final String DEFAULT_EXCHANGE_RESOURCE = "amq.default";

  private final Peer peer;
  private final ServiceQueues queues;
  private final MessageBuilder builder;
  private Publisher publisher;
  private Route lastRoute;
  private Exchange lastExchange;
  private Utf8 checkedExchange;
  private long checkedAtMillis;

  public Sender(Peer peer) {
    this.peer = peer;
    queues = new ServiceQueues(peer);
    builder = new MessageBuilder(peer.shard(), peer.broker().contentAllocator(peer.shard()));
  }

  /** To make the next message with. */
  public MessageBuilder message() {
    return builder;
  }

  /**
   * Publishes and takes over the message's reference.
   *
   * @return false when nothing takes it: the message is the caller's still
   * @throws BrokerException when the peer may not publish there, the message is released
   */
  public boolean send(Message message) {
    Route route;
    Exchange exchange;
    try {
      check(message.exchange());
      route = route(message);
      exchange = lastExchange;
    } catch (BrokerException refused) {
      message.release();
      throw refused;
    }
    if (route.targets().isEmpty()) {
      return false;
    }
    peer.counters().add(MessageCounters.Kind.PUBLISH, 1);
    if (exchange != null) {
      exchange.counters().addShared(MessageCounters.Kind.PUBLISH_IN, 1);
      exchange.counters().addShared(MessageCounters.Kind.PUBLISH_OUT, route.targets().size());
    }
    publisher().publish(message, route, 0);
    return true;
  }

  /** Publishes; what nothing takes is dropped. */
  public void sendOrDrop(Message message) {
    if (!send(message)) {
      peer.counters().add(MessageCounters.Kind.DROP_UNROUTABLE, 1);
      message.release();
    }
  }

  private void check(Utf8 exchange) {
    long now = peer.shard().currentTimeMillis();
    if (exchange.equals(checkedExchange) && now - checkedAtMillis < CHECK_MILLIS) {
      return;
    }
    queues.check(
        Access.WRITE, exchange.length() == 0 ? DEFAULT_EXCHANGE_RESOURCE : exchange.toString());
    checkedExchange = exchange;
    checkedAtMillis = now;
  }

  private Route route(Message message) {
    Route known = lastRoute;
    if (known != null
        && known.version() == peer.virtualHost().topologyVersion()
        && known.routingKey().equals(message.routingKey())
        && known.exchange().equals(message.exchange())) {
      return known;
    }
    lastExchange = peer.virtualHost().exchange(message.exchange().toString());
    Route route =
        peer.virtualHost().route(message.exchange(), message.routingKey(), message::properties);
    if (route == null) {
      throw new BrokerException(
          ErrorKind.NOT_FOUND,
          "no exchange '" + message.exchange() + "' in vhost '" + peer.virtualHost().name() + "'");
    }
    lastRoute = route.reusable() ? route : null;
    return route;
  }

  private Publisher publisher() {
    if (publisher == null) {
      publisher = peer.virtualHost().publisher(peer.shard(), (token, outcome) -> {});
    }
    return publisher;
  }
}
