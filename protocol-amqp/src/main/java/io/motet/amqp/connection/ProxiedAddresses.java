package io.motet.amqp.connection;

import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;

/**
 * Both ends of the connection that a proxy took from the client, as the proxy tells them. An
 * attribute of the socket where there is a proxy in between.
 */
public record ProxiedAddresses(InetSocketAddress client, InetSocketAddress server) {
  public static final AttributeKey<ProxiedAddresses> KEY =
      AttributeKey.valueOf(ProxiedAddresses.class.getName());
}
