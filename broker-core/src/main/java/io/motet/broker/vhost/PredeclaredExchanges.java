package io.motet.broker.vhost;

import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.logging.LogExchange;
import java.util.List;
import java.util.Map;

/** The exchanges that every virtual host has from the start and that nobody can delete. */
final class PredeclaredExchanges {
  /** Where the firehose publishes. */
  static final String TRACE = "amq.rabbitmq.trace";

  static final List<ExchangeDeclaration> ALL =
      List.of(
          exchange("amq.direct", "direct", false),
          exchange("amq.fanout", "fanout", false),
          exchange("amq.topic", "topic", false),
          exchange("amq.headers", "headers", false),
          exchange("amq.match", "headers", false),
          exchange(TRACE, "topic", true));

  /** Where log lines go, in one virtual host and when that is switched on. */
  static final ExchangeDeclaration LOG = exchange(LogExchange.NAME, "topic", true);

  private PredeclaredExchanges() {}

  static ExchangeDeclaration exchange(String name, String type, boolean internal) {
    return new ExchangeDeclaration(name, type, true, false, internal, Map.of());
  }
}
