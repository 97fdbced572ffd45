package io.motet.zmtp.connection;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.shard.Shard;
import io.motet.broker.socket.SocketAddresses;
import io.motet.broker.socket.TrafficCounters;
import io.motet.broker.vhost.VirtualHost;
import io.motet.zmtp.codec.SocketType;
import java.util.List;
import java.util.Map;

/** A connection as the model and management see it. Any thread. */
final class ConnectionView implements ClientConnection {
  private final ZmtpConnection connection;
  private final long id;
  private final long connectedAtMillis;
  private final SocketAddresses addresses;
  private final TrafficCounters counters;
  private final PeerChannel channel = new PeerChannel(this);

  ConnectionView(ZmtpConnection connection, long id) {
    this.connection = connection;
    this.id = id;
    connectedAtMillis = connection.shard().currentTimeMillis();
    addresses = SocketAddresses.of(connection.socket());
    counters = new TrafficCounters(connection.socket());
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String name() {
    return addresses.name();
  }

  @Override
  public Shard shard() {
    return connection.shard();
  }

  @Override
  public String user() {
    return connection.session().user();
  }

  @Override
  public String virtualHost() {
    VirtualHost virtualHost = connection.session().virtualHost();
    return virtualHost == null ? "" : virtualHost.name();
  }

  @Override
  public String protocol() {
    return "ZMTP " + connection.session().version();
  }

  @Override
  public String peerHost() {
    return addresses.peerHost();
  }

  @Override
  public int peerPort() {
    return addresses.peerPort();
  }

  @Override
  public String host() {
    return addresses.host();
  }

  @Override
  public int port() {
    return addresses.port();
  }

  @Override
  public boolean ssl() {
    return false;
  }

  @Override
  public String state() {
    return connection.blocked() ? "blocked" : connection.state().name();
  }

  @Override
  public long connectedAtMillis() {
    return connectedAtMillis;
  }

  @Override
  public Map<String, Object> clientProperties() {
    SocketType type = connection.session().socketType();
    String service = connection.session().service();
    return Map.of(
        "socket_type", type == null ? "" : type.name(), "service", service == null ? "" : service);
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("auth_mechanism", connection.session().mechanism(), "channel_max", 1);
  }

  @Override
  public TrafficCounters counters() {
    return counters;
  }

  /** The one channel that stands for the connection. */
  PeerChannel channel() {
    return channel;
  }

  @Override
  public List<PeerChannel> channels() {
    return List.of(channel);
  }

  @Override
  public void close(String reason) {
    shard().run(() -> connection.end(reason));
  }

  @Override
  public String toString() {
    return name();
  }
}
