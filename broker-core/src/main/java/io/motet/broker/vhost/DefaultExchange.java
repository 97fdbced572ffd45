package io.motet.broker.vhost;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.exchange.BoundDestination;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.exchange.ExchangeType;
import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.exchange.RouteCollector;
import io.motet.broker.exchange.Router;
import io.motet.broker.exchange.RoutingRequest;
import io.motet.broker.message.Utf8;
import java.util.Map;
import java.util.function.Function;

/**
 * The exchange without a name: its routing keys are names of queues. Nothing can be bound to it.
 */
final class DefaultExchange implements ExchangeType {
  static final String NAME = "";

  private final Function<Utf8, MessageTarget> byName;

  DefaultExchange(Function<Utf8, MessageTarget> byName) {
    this.byName = byName;
  }

  static ExchangeDeclaration declaration() {
    return new ExchangeDeclaration(NAME, "direct", true, false, false, Map.of());
  }

  /** Refuses what cannot be done to it. */
  static void refuse(String exchange) {
    if (exchange.equals(NAME)) {
      throw new BrokerException(
          ErrorKind.ACCESS_REFUSED, "operation not permitted on the default exchange");
    }
  }

  @Override
  public String name() {
    return "direct";
  }

  /** A requester that waits for a reply may go at any time. */
  @Override
  public boolean routesByName() {
    return false;
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new NameRouter();
  }

  private final class NameRouter implements Router {
    @Override
    public void add(BoundDestination bound) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(BoundDestination bound) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void route(RoutingRequest request, RouteCollector collector) {
      for (int i = 0; i < request.keyCount(); i++) {
        MessageTarget target = byName.apply(request.key(i));
        if (target != null) {
          collector.add(target);
        }
      }
    }
  }
}
