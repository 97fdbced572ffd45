package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code direct}: a message goes to the bindings whose key equals its routing key. */
final class DirectExchangeType implements ExchangeType {
  @Override
  public String name() {
    return "direct";
  }

  @Override
  public boolean routesByName() {
    return true;
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new DirectRouter();
  }

  /**
   * One immutable array per key. A change replaces one array, so binding 10,000 queues does not
   * copy 10,000 tables.
   */
  private static final class DirectRouter implements Router {
    private final Map<Utf8, BoundDestination[]> byKey = new ConcurrentHashMap<>();

    @Override
    public void add(BoundDestination bound) {
      Utf8 key = Utf8.of(bound.binding().routingKey());
      byKey.put(key, BoundArrays.with(byKey.getOrDefault(key, BoundArrays.EMPTY), bound));
    }

    @Override
    public void remove(BoundDestination bound) {
      Utf8 key = Utf8.of(bound.binding().routingKey());
      BoundDestination[] left =
          BoundArrays.without(byKey.getOrDefault(key, BoundArrays.EMPTY), bound);
      if (left.length == 0) {
        byKey.remove(key);
      } else {
        byKey.put(key, left);
      }
    }

    @Override
    public void route(RoutingRequest request, RouteCollector collector) {
      for (int i = 0; i < request.keyCount(); i++) {
        BoundDestination[] found = byKey.get(request.key(i));
        if (found != null) {
          BoundArrays.addAll(found, collector);
        }
      }
    }
  }
}
