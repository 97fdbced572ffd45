package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;

/**
 * {@code topic}: keys are words separated by dots; in a binding's key {@code *} stands for exactly
 * one word and {@code #} for any number of words, also none.
 */
final class TopicExchangeType implements ExchangeType {
  @Override
  public String name() {
    return "topic";
  }

  @Override
  public boolean routesByName() {
    return true;
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new TopicRouter();
  }

  private static final class TopicRouter implements Router {
    private volatile TopicNode root = TopicNode.EMPTY;

    @Override
    public void add(BoundDestination bound) {
      root = root.with(TopicWords.split(bound.binding().routingKey()), 0, bound);
    }

    @Override
    public void remove(BoundDestination bound) {
      root = root.without(TopicWords.split(bound.binding().routingKey()), 0, bound);
    }

    @Override
    public void route(RoutingRequest request, RouteCollector collector) {
      TopicNode snapshot = root;
      for (int i = 0; i < request.keyCount(); i++) {
        Utf8 key = request.key(i);
        snapshot.match(new TopicMatch(key, collector), key.length() == 0 ? TopicWords.END : 0);
      }
    }
  }
}
