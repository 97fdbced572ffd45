package io.motet.zmtp.connection;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Both ends of a socket, and the name made of them. */
record ConnectionAddresses(String peerHost, int peerPort, String host, int port) {

  static ConnectionAddresses of(Channel socket) {
    SocketAddress peer = socket.remoteAddress();
    SocketAddress local = socket.localAddress();
    return new ConnectionAddresses(hostOf(peer), portOf(peer), hostOf(local), portOf(local));
  }

  String name() {
    return bracketed(peerHost) + ":" + peerPort + " -> " + bracketed(host) + ":" + port;
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
