package io.motet.amqp.connection;

import io.motet.broker.socket.SocketAddresses;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;

/**
 * Both ends of the connection that a proxy took from the client, as the proxy tells them. An
 * attribute of the socket where there is a proxy in between.
 */
public record ProxiedAddresses(InetSocketAddress client, InetSocketAddress server) {
  public static final AttributeKey<ProxiedAddresses> KEY =
      AttributeKey.valueOf(ProxiedAddresses.class.getName());

  /** Both ends as the client has them: those of the socket where no proxy is in between. */
  static SocketAddresses of(Channel socket) {
    ProxiedAddresses proxied = socket.attr(KEY).get();
    return proxied == null
        ? SocketAddresses.of(socket)
        : new SocketAddresses(proxied.client(), proxied.server());
  }
}
