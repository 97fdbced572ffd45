package io.motet.broker.exchange;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErlangText;
import io.motet.broker.error.ErrorKind;

/**
 * {@code headers}: a binding's arguments name the headers that a message must have, all or any of
 * them, as {@code x-match} says. An argument without a value asks for the header's presence only.
 */
final class HeadersExchangeType implements ExchangeType {
  static final String MATCH = "x-match";

  @Override
  public String name() {
    return "headers";
  }

  @Override
  public boolean routesByName() {
    return false;
  }

  @Override
  public void checkBinding(ExchangeDeclaration source, Binding binding) {
    if (!binding.arguments().containsKey(MATCH)) {
      return;
    }
    Object value = binding.arguments().get(MATCH);
    if (!(value instanceof String text)) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED,
          "Invalid x-match field type "
              + ErlangText.typeName(value)
              + " (value "
              + ErlangText.term(value)
              + "); expected longstr");
    }
    if (HeaderRule.Mode.of(text) == null) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED,
          "Invalid x-match field value "
              + ErlangText.term(text)
              + "; expected all, any, all-with-x, or any-with-x");
    }
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new HeadersRouter();
  }

  private static final class HeadersRouter implements Router {
    private volatile HeaderRule[] rules = new HeaderRule[0];

    @Override
    public void add(BoundDestination bound) {
      HeaderRule[] copy = java.util.Arrays.copyOf(rules, rules.length + 1);
      copy[rules.length] = new HeaderRule(bound);
      rules = copy;
    }

    @Override
    public void remove(BoundDestination bound) {
      rules =
          java.util.Arrays.stream(rules)
              .filter(rule -> !rule.isOf(bound))
              .toArray(HeaderRule[]::new);
    }

    @Override
    public void route(RoutingRequest request, RouteCollector collector) {
      HeaderRule[] snapshot = rules;
      for (HeaderRule rule : snapshot) {
        if (rule.matches(request.headers())) {
          collector.add(rule.destination());
        }
      }
    }
  }
}
