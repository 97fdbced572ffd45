package io.motet.broker.exchange;

import java.util.Map;

/**
 * A binding of an exchange to a queue or another exchange. Two are the same when all parts are.
 *
 * @param arguments never null
 */
public record Binding(
    String source,
    DestinationKind destinationKind,
    String destination,
    String routingKey,
    Map<String, Object> arguments) {

  /** What a binding leads to. */
  public enum DestinationKind {
    QUEUE,
    EXCHANGE
  }
}
