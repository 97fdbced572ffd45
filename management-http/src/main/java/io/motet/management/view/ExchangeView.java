package io.motet.management.view;

import io.motet.broker.exchange.Exchange;
import io.motet.management.stats.SampleRanges;
import io.motet.management.stats.Statistics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An exchange's facts. */
public final class ExchangeView {
  /** What {@link #basic} has. */
  public static final Set<String> BASIC_COLUMNS =
      Set.of(
          "vhost",
          "name",
          "type",
          "durable",
          "auto_delete",
          "internal",
          "arguments",
          "policy",
          "user_who_performed_action");

  private final Statistics statistics;

  public ExchangeView(Statistics statistics) {
    this.statistics = statistics;
  }

  public Map<String, Object> basic(String virtualHost, Exchange exchange) {
    boolean own = exchange.name().isEmpty() || exchange.name().startsWith("amq.");
    Map<String, Object> facts =
        Facts.of(
            "arguments", Facts.json(exchange.arguments()),
            "auto_delete", exchange.autoDelete(),
            "durable", exchange.durable(),
            "internal", exchange.internal(),
            "name", exchange.name(),
            "type", exchange.type(),
            "user_who_performed_action", own ? "rmq-internal" : "unknown",
            "vhost", virtualHost);
    if (exchange.policy() != null) {
      facts.put("policy", exchange.policy());
    }
    return facts;
  }

  /** As in lists. */
  public Map<String, Object> listed(String virtualHost, Exchange exchange, SampleRanges ranges) {
    Map<String, Object> facts = basic(virtualHost, exchange);
    MessageStats.putExchange(facts, statistics.exchange(exchange, ranges));
    return facts;
  }

  public Map<String, Object> alone(String virtualHost, Exchange exchange, SampleRanges ranges) {
    Map<String, Object> facts = listed(virtualHost, exchange, ranges);
    // Per pair of channel or queue and exchange, RabbitMQ counts only in its detailed rates mode.
    facts.put("incoming", List.of());
    facts.put("outgoing", List.of());
    return facts;
  }
}
