package io.motet.amqp.connection;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Both ends of a connection, and its name made of them as RabbitMQ makes it. Behind a proxy they
 * are those of the connection that the proxy took.
 */
record ConnectionAddresses(SocketAddress peer, SocketAddress local) {
  static ConnectionAddresses of(Channel socket) {
    ProxiedAddresses proxied = socket.attr(ProxiedAddresses.KEY).get();
    return proxied == null
        ? new ConnectionAddresses(socket.remoteAddress(), socket.localAddress())
        : new ConnectionAddresses(proxied.client(), proxied.server());
  }

  String peerHost() {
    return hostOf(peer);
  }

  int peerPort() {
    return portOf(peer);
  }

  String host() {
    return hostOf(local);
  }

  int port() {
    return portOf(local);
  }

  String name() {
    return bracketed(peerHost()) + ":" + peerPort() + " -> " + bracketed(host()) + ":" + port();
  }

  private static String bracketed(String host) {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  private static String hostOf(SocketAddress address) {
    if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
      return inet.getAddress().getHostAddress();
    }
    return String.valueOf(address);
  }

  private static int portOf(SocketAddress address) {
    return address instanceof InetSocketAddress inet ? inet.getPort() : 0;
  }
}
