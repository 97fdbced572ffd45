package io.motet.amqp.channel;

import io.motet.amqp.codec.AmqpException;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;

/**
 * What a channel knows about publishing to one exchange with one routing key: whether it may, and
 * where messages go if that depends on nothing else.
 */
final class CachedRoute {
  private final Utf8 exchangeName;
  private final Utf8 routingKey;
  private final Exchange exchange;
  private final AmqpException refusal;
  private final long topologyVersion;
  private final long checkedAtMillis;
  private Route route;

  /**
   * @param refusal why nothing may be published there, or null
   */
  CachedRoute(
      Utf8 exchangeName,
      Utf8 routingKey,
      Exchange exchange,
      AmqpException refusal,
      long topologyVersion,
      long checkedAtMillis) {
    this.exchangeName = exchangeName;
    this.routingKey = routingKey;
    this.exchange = exchange;
    this.refusal = refusal;
    this.topologyVersion = topologyVersion;
    this.checkedAtMillis = checkedAtMillis;
  }

  Utf8 exchangeName() {
    return exchangeName;
  }

  Utf8 routingKey() {
    return routingKey;
  }

  Exchange exchange() {
    return exchange;
  }

  /** Throws when publishing is refused. */
  void check() {
    if (refusal != null) {
      throw refusal;
    }
  }

  /** The route to use, or null when it must be asked for. */
  Route route() {
    return route;
  }

  /** Keeps a route that is good for every message to these names. */
  void keep(Route reusable) {
    route = reusable;
  }

  boolean validFor(long currentTopology, long nowMillis, long maxAgeMillis) {
    return refusal == null
        && topologyVersion == currentTopology
        && nowMillis - checkedAtMillis < maxAgeMillis;
  }

  boolean matches(
      ByteBuf source, int exchangeIndex, int exchangeLength, int keyIndex, int keyLength) {
    return routingKey.equalTo(source, keyIndex, keyLength)
        && exchangeName.equalTo(source, exchangeIndex, exchangeLength);
  }
}
