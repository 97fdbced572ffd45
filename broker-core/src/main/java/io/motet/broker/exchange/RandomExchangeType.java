package io.motet.broker.exchange;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.runtime.Entropy;

/**
 * {@code x-random}: each message goes to one binding, by chance. {@code x-local-random} is the same
 * among queues of this node, which all are, and takes no binding keys.
 */
final class RandomExchangeType implements ExchangeType {
  private final String name;
  private final boolean queuesOnly;
  private final Entropy entropy;

  private RandomExchangeType(String name, boolean queuesOnly, Entropy entropy) {
    this.name = name;
    this.queuesOnly = queuesOnly;
    this.entropy = entropy;
  }

  static RandomExchangeType random(Entropy entropy) {
    return new RandomExchangeType("x-random", false, entropy);
  }

  static RandomExchangeType localRandom(Entropy entropy) {
    return new RandomExchangeType("x-local-random", true, entropy);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean routesByName() {
    return false;
  }

  @Override
  public void checkBinding(ExchangeDeclaration source, Binding binding) {
    if (queuesOnly && binding.destinationKind() == Binding.DestinationKind.EXCHANGE) {
      throw refusal("x-local-random exchanges can be bound to queues only");
    }
    if (queuesOnly && !binding.routingKey().isEmpty()) {
      throw refusal("Non-empty binding (" + binding.routingKey() + ") key not permitted");
    }
  }

  private static BrokerException refusal(String text) {
    return new BrokerException(ErrorKind.PRECONDITION_FAILED, text);
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new ArrayRouter() {
      @Override
      void choose(BoundDestination[] candidates, RoutingRequest request, RouteCollector collector) {
        collector.add(candidates[entropy.nextInt(candidates.length)].destination());
      }
    };
  }
}
