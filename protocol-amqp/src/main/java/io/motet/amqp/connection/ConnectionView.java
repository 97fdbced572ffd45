package io.motet.amqp.connection;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.shard.Shard;
import io.motet.broker.socket.SocketAddresses;
import io.motet.broker.socket.TrafficCounters;
import io.motet.broker.vhost.VirtualHost;
import java.util.List;
import java.util.Map;

/** A connection as the model and management see it. Any thread. */
final class ConnectionView implements ClientConnection {
  private final AmqpConnection connection;
  private final long id;
  private final long connectedAtMillis;
  private final SocketAddresses addresses;
  private final TrafficCounters counters;

  ConnectionView(AmqpConnection connection, long id) {
    this.connection = connection;
    this.id = id;
    connectedAtMillis = connection.shard().currentTimeMillis();
    addresses = ProxiedAddresses.of(connection.socket());
    counters = new TrafficCounters(connection.socket());
  }

  SocketAddresses addresses() {
    return addresses;
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
    return "AMQP 0-9-1";
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
    return connection.tls().present();
  }

  @Override
  public String state() {
    ControlState state = connection.state();
    if (!state.channelsOpen()) {
      return state.name();
    }
    PublishThrottle throttle = connection.throttle();
    if (throttle.blocked()) {
      return "blocked";
    }
    return throttle.blocking() ? "blocking" : state.name();
  }

  @Override
  public long connectedAtMillis() {
    return connectedAtMillis;
  }

  @Override
  public Map<String, Object> clientProperties() {
    return connection.session().clientProperties();
  }

  @Override
  public Map<String, Object> details() {
    return ConnectionDetails.of(connection.session(), connection.tls());
  }

  @Override
  public TrafficCounters counters() {
    return counters;
  }

  @Override
  public List<ChannelEndpoint> channels() {
    return connection.channels().endpoints();
  }

  @Override
  public void close(String reason) {
    shard().run(() -> connection.closeByOperator(reason));
  }

  @Override
  public String toString() {
    return name();
  }
}
