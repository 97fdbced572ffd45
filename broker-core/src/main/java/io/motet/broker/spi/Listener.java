package io.motet.broker.spi;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An open port.
 *
 * @param protocol as management names it, for example {@code amqp}, {@code amqp/ssl}, {@code http}
 * @param address the address bound, {@code ::} or {@code 0.0.0.0} for all
 */
public record Listener(String protocol, String address, int port) {

  /** The listener of a bound socket. */
  public static Listener bound(String protocol, InetSocketAddress local) {
    return new Listener(protocol, shown(local.getAddress()), local.getPort());
  }

  private static String shown(InetAddress address) {
    boolean all6 = address.isAnyLocalAddress() && address instanceof Inet6Address;
    return all6 ? "::" : address.getHostAddress();
  }
}
