package io.motet.amqp.channel;

import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.DirectTarget;
import io.motet.broker.vhost.VirtualHost;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the virtual host where messages go, and adds what only AMQP knows: waiting requesters
 * (direct reply-to), which are reached through the default exchange.
 */
final class Routing {
  private final VirtualHost virtualHost;
  private final ReplyAddresses replies;

  Routing(VirtualHost virtualHost, ReplyAddresses replies) {
    this.virtualHost = virtualHost;
    this.replies = replies;
  }

  /** The route of a message with its own routing key only; kept in the cache where it may. */
  Route route(CachedRoute target, Message message) {
    if (isReply(target.exchangeName(), target.routingKey())) {
      return replyRoute(target.exchangeName(), target.routingKey());
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
    Route route =
        found(
            virtualHost.route(exchange, target.routingKey(), furtherKeys, message::properties),
            exchange);
    if (exchange.length() > 0) {
      return route;
    }
    List<MessageTarget> targets = new ArrayList<>(route.targets());
    addInbox(target.routingKey(), targets);
    furtherKeys.forEach(key -> addInbox(key, targets));
    return new Route(exchange, target.routingKey(), targets, false, route.version());
  }

  private void addInbox(Utf8 key, List<MessageTarget> targets) {
    MessageTarget inbox = ReplyAddresses.isAddress(key) ? replies.find(key) : null;
    if (inbox != null) {
      targets.add(inbox);
    }
  }

  private Route found(Route route, Utf8 exchange) {
    if (route == null) {
      throw ChannelErrors.missing("exchange", exchange.toString(), virtualHost.name());
    }
    return route;
  }

  private Route replyRoute(Utf8 exchange, Utf8 address) {
    MessageTarget inbox = replies.find(address);
    List<MessageTarget> targets = inbox == null ? List.of() : List.of(inbox);
    return new Route(exchange, address, targets, false, virtualHost.topologyVersion());
  }

  private static boolean isReply(Utf8 exchange, Utf8 key) {
    return exchange.length() == 0 && ReplyAddresses.isAddress(key);
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
