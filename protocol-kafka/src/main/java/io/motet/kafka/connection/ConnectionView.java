package io.motet.kafka.connection;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.shard.Shard;
import io.motet.broker.socket.SocketAddresses;
import io.motet.broker.socket.TrafficCounters;
import java.util.List;
import java.util.Map;

/** A connection as the model and management see it. Any thread. */
final class ConnectionView implements ClientConnection {
  private final KafkaConnection connection;
  private final String virtualHost;
  private final boolean tls;
  private final long connectedAtMillis;
  private final SocketAddresses addresses;
  private final TrafficCounters counters;

  ConnectionView(KafkaConnection connection, String virtualHost, boolean tls) {
    this.connection = connection;
    this.virtualHost = virtualHost;
    this.tls = tls;
    this.connectedAtMillis = connection.shard().currentTimeMillis();
    this.addresses = SocketAddresses.of(connection.socket().channel());
    this.counters = new TrafficCounters(connection.socket().channel());
  }

  @Override
  public long id() {
    return connection.session().connectionId();
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
    String user = connection.session().user();
    return user == null ? "" : user;
  }

  @Override
  public String virtualHost() {
    return virtualHost;
  }

  @Override
  public String protocol() {
    return "Kafka";
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
    return tls;
  }

  @Override
  public String state() {
    return "running";
  }

  @Override
  public long connectedAtMillis() {
    return connectedAtMillis;
  }

  @Override
  public Map<String, Object> clientProperties() {
    return Map.of();
  }

  @Override
  public Map<String, Object> details() {
    return Map.of();
  }

  @Override
  public TrafficCounters counters() {
    return counters;
  }

  /** The protocol has none. */
  @Override
  public List<? extends ClientChannel> channels() {
    return List.of();
  }

  @Override
  public void close(String reason) {
    shard().run(() -> connection.close(reason));
  }

  @Override
  public String toString() {
    return name();
  }
}
