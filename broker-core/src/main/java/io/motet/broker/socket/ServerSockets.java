package io.motet.broker.socket;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.spi.Listener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The open server sockets of one front end. On the thread that starts and stops it. */
public final class ServerSockets {
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Channel> sockets = new ArrayList<>();

  /** What management lists. */
  public List<Listener> listeners() {
    return List.copyOf(listeners);
  }

  /**
   * Binds, where the address is not {@code none}.
   *
   * @param protocol as management names it
   * @param bootstrap what becomes of the sockets that are accepted
   * @throws IllegalStateException when the address cannot be bound, naming it
   */
  public void open(String protocol, ListenAddress address, ServerBootstrap bootstrap) {
    if (!address.enabled()) {
      return;
    }
    InetSocketAddress wanted =
        address.host() == null
            ? new InetSocketAddress(address.port())
            : new InetSocketAddress(address.host(), address.port());
    ChannelFuture bound = bootstrap.bind(wanted).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "cannot listen for " + protocol + " on " + address + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    sockets.add(bound.channel());
    listeners.add(Listener.bound(protocol, (InetSocketAddress) bound.channel().localAddress()));
  }

  /** Accepts no more; waits until nobody can connect. */
  public void close() {
    sockets.forEach(socket -> socket.close().awaitUninterruptibly());
    sockets.clear();
    listeners.clear();
  }
}
