package io.motet.broker.socket;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.shard.Shard;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/**
 * What management sees alike of every connection over a socket: who, where, since when, how much.
 * Front ends add what their protocol knows. Any thread.
 */
public abstract class SocketConnection implements ClientConnection {
  private final long id;
  private final Shard shard;
  private final SocketAddresses addresses;
  private final boolean ssl;
  private final long connectedAtMillis;
  private final TrafficCounters counters;

  /** On the shard, while the socket is open. */
  protected SocketConnection(long id, Shard shard, Channel socket) {
    this(id, shard, socket, SocketAddresses.of(socket));
  }

  /**
   * @param addresses which may be others than the socket's, when a proxy stands between
   */
  protected SocketConnection(long id, Shard shard, Channel socket, SocketAddresses addresses) {
    this.id = id;
    this.shard = shard;
    this.addresses = addresses;
    ssl = socket.pipeline().get(SslHandler.class) != null;
    connectedAtMillis = shard.currentTimeMillis();
    counters = new TrafficCounters(socket);
  }

  @Override
  public final long id() {
    return id;
  }

  public final SocketAddresses addresses() {
    return addresses;
  }

  @Override
  public final String name() {
    return addresses.name();
  }

  @Override
  public final Shard shard() {
    return shard;
  }

  @Override
  public final String peerHost() {
    return addresses.peerHost();
  }

  @Override
  public final int peerPort() {
    return addresses.peerPort();
  }

  @Override
  public final String host() {
    return addresses.host();
  }

  @Override
  public final int port() {
    return addresses.port();
  }

  @Override
  public final boolean ssl() {
    return ssl;
  }

  @Override
  public final long connectedAtMillis() {
    return connectedAtMillis;
  }

  @Override
  public final TrafficCounters counters() {
    return counters;
  }

  @Override
  public final String toString() {
    return name();
  }
}
