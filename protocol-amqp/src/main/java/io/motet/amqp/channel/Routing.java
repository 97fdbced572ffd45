package io.motet.amqp.channel;

import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.DirectTarget;
import io.motet.broker.vhost.VirtualHost;
import java.util.List;

/** Asks the virtual host where messages go, and answers as AMQP does when there is no exchange. */
final class Routing {
  private final VirtualHost virtualHost;

  Routing(VirtualHost virtualHost) {
    this.virtualHost = virtualHost;
  }

  /**
   * The route of a message with its own routing key only; kept in the cache where it may. A kept
   * one is looked at again: the body may have taken long, and the queue may be another by now.
   */
  Route route(CachedRoute target, Message message) {
    Route known = target.route();
    if (known != null && known.version() == virtualHost.topologyVersion()) {
      return known;
    }
    Utf8 exchange = target.exchangeName();
    Route route =
        found(virtualHost.route(exchange, target.routingKey(), message::properties), exchange);
    if (route.reusable()) {
      target.keep(route);
    }
    return route;
  }

  /** The route of a message that goes by several keys: each target once. */
  Route route(CachedRoute target, Message message, List<Utf8> furtherKeys) {
    Utf8 exchange = target.exchangeName();
    return found(
        virtualHost.route(exchange, target.routingKey(), furtherKeys, message::properties),
        exchange);
  }

  private Route found(Route route, Utf8 exchange) {
    if (route == null) {
      throw ChannelErrors.missing("exchange", exchange.toString(), virtualHost.name());
    }
    return route;
  }

  /** Whether nothing keeps it: a requester counts as none, so a mandatory reply comes back. */
  static boolean reachesNoQueue(Route route) {
    List<MessageTarget> targets = route.targets();
    for (int i = 0; i < targets.size(); i++) {
      if (!(targets.get(i) instanceof DirectTarget)) {
        return false;
      }
    }
    return true;
  }
}
