package io.motet.management.view;

import java.util.List;
import java.util.Map;

/** The exchange types there are, as the overview and nodes name them. */
final class ExchangeTypesView {
  private static final String AMQP = "AMQP %s exchange, as per the AMQP specification";

  private static final List<Map<String, Object>> FACTS =
      List.of(
          type("direct", AMQP.formatted("direct")),
          type("fanout", AMQP.formatted("fanout")),
          type("headers", AMQP.formatted("headers")),
          type("topic", AMQP.formatted("topic")),
          type("x-consistent-hash", "Consistent Hashing Exchange"),
          type("x-delayed-message", "Delayed Message Exchange."),
          type("x-local-random", "Local Random Exchange"),
          type("x-modulus-hash", "Modulus Hashing Exchange"),
          type("x-prefix", "Prefix Exchange: matches what begins with the binding's key"),
          type("x-random", "Random Exchange"),
          type("x-recent-history", "Recent History Exchange."));

  private ExchangeTypesView() {}

  static List<Map<String, Object>> facts() {
    return FACTS;
  }

  private static Map<String, Object> type(String name, String description) {
    return Facts.of("name", name, "description", description, "enabled", true);
  }
}
