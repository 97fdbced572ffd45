package io.motet.broker.socket;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Both ends of a connection, and its name made of them as RabbitMQ makes it. */
public record SocketAddresses(SocketAddress peer, SocketAddress local) {
  /** Those of an open socket. */
  public static SocketAddresses of(Channel socket) {
    return new SocketAddresses(socket.remoteAddress(), socket.localAddress());
  }

  public String peerHost() {
    return hostOf(peer);
  }

  public int peerPort() {
    return portOf(peer);
  }

  public String host() {
    return hostOf(local);
  }

  public int port() {
    return portOf(local);
  }

  /** For example {@code 127.0.0.1:50000 -> 127.0.0.1:5672}. */
  public String name() {
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
