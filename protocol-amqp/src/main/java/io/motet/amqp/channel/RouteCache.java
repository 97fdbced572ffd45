package io.motet.amqp.channel;

import io.motet.amqp.codec.AmqpException;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.message.Utf8;
import io.motet.broker.user.Access;
import io.motet.broker.vhost.VirtualHost;
import io.netty.buffer.ByteBuf;

/**
 * The exchanges and routing keys a channel published to lately. Asked with the bytes of the frame,
 * so that a hit makes no string and asks nobody: neither for permission nor for a route.
 *
 * <p>A table with one place per hash; it grows while places are fought over, since a channel that
 * publishes to one queue should not pay for a thousand. On the channel's shard.
 */
final class RouteCache {
  /** How long a permission is believed. A change takes effect after at most this time. */
  static final long PERMISSION_AGE_MILLIS = 1000;

  private static final int FIRST_CAPACITY = 8;
  static final int MAX_CAPACITY = 2048;

  private final VirtualHost virtualHost;
  private final ChannelAccess access;
  private CachedRoute[] table = new CachedRoute[FIRST_CAPACITY];
  private int conflicts;

  RouteCache(VirtualHost virtualHost, ChannelAccess access) {
    this.virtualHost = virtualHost;
    this.access = access;
  }

  /** Never null; {@link CachedRoute#check} tells a refusal. */
  CachedRoute find(
      ByteBuf source,
      int exchangeIndex,
      int exchangeLength,
      int keyIndex,
      int keyLength,
      long nowMillis) {
    int hash = hash(source, keyIndex, keyLength, hash(source, exchangeIndex, exchangeLength, 1));
    int place = hash & table.length - 1;
    CachedRoute known = table[place];
    boolean same =
        known != null && known.matches(source, exchangeIndex, exchangeLength, keyIndex, keyLength);
    long topology = virtualHost.topologyVersion();
    if (same && known.validFor(topology, nowMillis, PERMISSION_AGE_MILLIS)) {
      return known;
    }
    if (known != null && !same) {
      place = growAfterConflict(hash);
    }
    CachedRoute fresh =
        same
            ? resolve(known.exchangeName(), known.routingKey(), topology, nowMillis)
            : resolve(
                Utf8.copyOf(source, exchangeIndex, exchangeLength),
                Utf8.copyOf(source, keyIndex, keyLength),
                topology,
                nowMillis);
    table[place] = fresh;
    return fresh;
  }

  /** Places now. */
  int capacity() {
    return table.length;
  }

  private CachedRoute resolve(Utf8 exchangeName, Utf8 routingKey, long topology, long nowMillis) {
    Exchange exchange = null;
    AmqpException refusal = null;
    try {
      exchange = checked(exchangeName.toString(), routingKey);
    } catch (AmqpException e) {
      refusal = e;
    }
    return new CachedRoute(exchangeName, routingKey, exchange, refusal, topology, nowMillis);
  }

  private Exchange checked(String name, Utf8 routingKey) {
    access.checkExchange(Access.WRITE, name);
    Exchange exchange = virtualHost.exchange(name);
    if (exchange == null) {
      throw ChannelErrors.missing("exchange", name, virtualHost.name());
    }
    if (exchange.internal()) {
      throw ChannelErrors.accessRefused(
          "cannot publish to internal "
              + ChannelErrors.resource("exchange", name, virtualHost.name()));
    }
    access.checkTopic(Access.WRITE, exchange, routingKey.toString());
    return exchange;
  }

  /** Returns the place for the hash in the table, which may have grown. */
  private int growAfterConflict(int hash) {
    conflicts++;
    if (conflicts > table.length && table.length < MAX_CAPACITY) {
      table = new CachedRoute[table.length * 2];
      conflicts = 0;
    }
    return hash & table.length - 1;
  }

  private static int hash(ByteBuf source, int index, int length, int seed) {
    int hash = seed;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + source.getByte(index + i);
    }
    return hash ^ hash >>> 15;
  }
}
