package io.motet.broker.vhost;

import io.motet.broker.exchange.BoundExchange;
import io.motet.broker.exchange.ExchangeWalk;
import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.exchange.Route;
import io.motet.broker.exchange.Router;
import io.motet.broker.exchange.RoutingRequest;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.reply.ReplyTarget;
import io.motet.broker.reply.ReplyTargets;
import java.util.List;
import java.util.function.Supplier;

/**
 * Follows a message through the exchanges: bindings, exchange-to-exchange bindings, alternate
 * exchanges. Any thread, no lock.
 */
final class RouteResolver {
  private final Topology topology;
  private final ReplyTargets replies;

  RouteResolver(Topology topology, ReplyTargets replies) {
    this.topology = topology;
    this.replies = replies;
  }

  /** Null when there is no such exchange. */
  Route route(
      Utf8 exchange,
      Utf8 routingKey,
      List<Utf8> furtherKeys,
      Supplier<MessageProperties> properties) {
    long version = topology.version();
    if (exchange.length() == 0 && furtherKeys.isEmpty()) {
      return routeToName(exchange, routingKey, version);
    }
    BoundExchange source = topology.exchange(exchange);
    if (source == null) {
      return null;
    }
    RoutingRequest request = new RoutingRequest(exchange, routingKey, furtherKeys, properties);
    return ExchangeWalk.follow(source, source.router(), request, topology::exchange, version);
  }

  /** Routes a message whose delay in a delaying exchange is over. */
  Route routeDelayed(BoundExchange source, Router inner, RoutingRequest request) {
    return ExchangeWalk.follow(source, inner, request, topology::exchange, topology.version());
  }

  private Route routeToName(Utf8 exchange, Utf8 routingKey, long version) {
    MessageTarget target = named(routingKey);
    boolean reusable = !(target instanceof ReplyTarget) && !ReplyTargets.isReplyKey(routingKey);
    List<MessageTarget> targets = target == null ? List.of() : List.of(target);
    return new Route(exchange, routingKey, targets, reusable, version);
  }

  /** What the default exchange knows by that name. */
  MessageTarget named(Utf8 routingKey) {
    LocalQueue queue = topology.queue(routingKey);
    if (queue == null && ReplyTargets.isReplyKey(routingKey)) {
      return replies.find(routingKey);
    }
    return queue == null ? topology.stream(routingKey) : queue;
  }
}
