package io.motet.broker.exchange;

import java.util.function.Function;

/**
 * Follows a message from one exchange to the next: bindings between exchanges, and the alternate
 * exchange of one that finds nothing.
 */
public final class ExchangeWalk {
  private ExchangeWalk() {}

  /**
   * @param sourceRouter routes at the first exchange; its own router, unless that has had its say
   * @param byName finds alternate exchanges; null for none
   * @param version of the topology, read before
   */
  public static Route follow(
      BoundExchange source,
      Router sourceRouter,
      RoutingRequest request,
      Function<String, BoundExchange> byName,
      long version) {
    RouteCollector collector = new RouteCollector();
    collector.add(source);
    boolean reusable = request.keyCount() == 1;
    for (int i = 0; i < collector.exchanges().size(); i++) {
      BoundExchange exchange = collector.exchanges().get(i);
      reusable &= exchange.exchangeType().routesByName();
      int before = collector.offered();
      (i == 0 ? sourceRouter : exchange.router()).route(request, collector);
      if (collector.offered() == before) {
        addAlternate(exchange, byName, collector);
      }
    }
    return new Route(
        request.exchange(), request.routingKey(), collector.targets(), reusable, version);
  }

  private static void addAlternate(
      BoundExchange exchange, Function<String, BoundExchange> byName, RouteCollector collector) {
    String name = exchange.alternate();
    BoundExchange alternate = name == null ? null : byName.apply(name);
    if (alternate != null) {
      collector.add(alternate);
    }
  }
}
