package io.motet.broker.exchange;

/**
 * {@code x-modulus-hash}: each message goes to one binding, chosen by the hash of its routing key
 * modulo the number of bindings.
 */
final class ModulusHashExchangeType implements ExchangeType {
  @Override
  public String name() {
    return "x-modulus-hash";
  }

  @Override
  public boolean routesByName() {
    return true;
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new ArrayRouter() {
      @Override
      void choose(BoundDestination[] candidates, RoutingRequest request, RouteCollector collector) {
        long hash = HashKey.of(request.routingKey());
        int index = (int) Long.remainderUnsigned(hash, candidates.length);
        collector.add(candidates[index].destination());
      }
    };
  }
}
