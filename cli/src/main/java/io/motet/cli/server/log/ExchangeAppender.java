package io.motet.cli.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import io.motet.broker.logging.LogExchange;

/** Hands log lines of at least info to the broker's log exchange. */
final class ExchangeAppender extends AppenderBase<ILoggingEvent> {
  private final LogExchange exchange;
  private final Layout<ILoggingEvent> layout;

  ExchangeAppender(LogExchange exchange, Layout<ILoggingEvent> layout) {
    this.exchange = exchange;
    this.layout = layout;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
      exchange.publish(routingKey(event.getLevel()), layout.doLayout(event));
    }
  }

  private static String routingKey(Level level) {
    if (level.isGreaterOrEqual(Level.ERROR)) {
      return "error";
    }
    return level.isGreaterOrEqual(Level.WARN) ? "warning" : "info";
  }
}
