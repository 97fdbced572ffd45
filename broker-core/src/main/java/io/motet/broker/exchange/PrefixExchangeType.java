package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;

/**
 * {@code x-prefix}: a message goes to the bindings whose key its routing key begins with, byte by
 * byte; an empty key matches all. It is how ZeroMQ's subscriptions match.
 */
final class PrefixExchangeType implements ExchangeType {
  @Override
  public String name() {
    return "x-prefix";
  }

  @Override
  public boolean routesByName() {
    return true;
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new PrefixRouter();
  }

  private static final class PrefixRouter implements Router {
    private volatile PrefixNode root = PrefixNode.EMPTY;

    @Override
    public void add(BoundDestination bound) {
      root = root.with(keyOf(bound), 0, bound);
    }

    @Override
    public void remove(BoundDestination bound) {
      root = root.without(keyOf(bound), 0, bound);
    }

    private static Utf8 keyOf(BoundDestination bound) {
      return Utf8.of(bound.binding().routingKey());
    }

    @Override
    public void route(RoutingRequest request, RouteCollector collector) {
      PrefixNode snapshot = root;
      for (int i = 0; i < request.keyCount(); i++) {
        snapshot.match(request.key(i), collector);
      }
    }
  }
}
