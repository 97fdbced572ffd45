package io.motet.broker.exchange;

/** {@code fanout}: a message goes to all bindings. */
final class FanoutExchangeType implements ExchangeType {
  @Override
  public String name() {
    return "fanout";
  }

  @Override
  public boolean routesByName() {
    return true;
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new FanoutRouter();
  }

  static final class FanoutRouter extends ArrayRouter {
    @Override
    void choose(BoundDestination[] candidates, RoutingRequest request, RouteCollector collector) {
      BoundArrays.addAll(candidates, collector);
    }
  }
}
