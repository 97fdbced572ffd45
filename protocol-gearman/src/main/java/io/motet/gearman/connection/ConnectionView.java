package io.motet.gearman.connection;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionCounters;
import io.motet.broker.shard.Shard;
import io.motet.broker.socket.SocketAddresses;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.Map;

/** A connection as the model and management see it. Any thread; figures may be slightly old. */
final class ConnectionView implements ClientConnection, ConnectionCounters {
  private final GearmanConnection connection;
  private final long id;
  private final long connectedAtMillis;
  private final SocketAddresses addresses;
  private final boolean ssl;

  ConnectionView(GearmanConnection connection, long id) {
    this.connection = connection;
    this.id = id;
    connectedAtMillis = connection.shard().currentTimeMillis();
    Channel channel = connection.socket().channel();
    addresses = SocketAddresses.of(channel);
    ssl = channel.pipeline().get(SslHandler.class) != null;
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
    return connection.options().user();
  }

  @Override
  public String virtualHost() {
    return connection.options().virtualHost();
  }

  @Override
  public String protocol() {
    return "Gearman";
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
    return ssl;
  }

  @Override
  public String state() {
    return connection.blocked() ? "blocked" : "running";
  }

  @Override
  public long connectedAtMillis() {
    return connectedAtMillis;
  }

  @Override
  public Map<String, Object> clientProperties() {
    return Map.of("connection_name", connection.clientId());
  }

  @Override
  public Map<String, Object> details() {
    return Map.of();
  }

  @Override
  public ConnectionCounters counters() {
    return this;
  }

  @Override
  public List<ClientChannel> channels() {
    return List.of();
  }

  @Override
  public void close(String reason) {
    shard().run(() -> connection.close(reason));
  }

  @Override
  public long receivedBytes() {
    return connection.receivedBytes();
  }

  @Override
  public long sentBytes() {
    return connection.sentBytes();
  }

  @Override
  public long receivedFrames() {
    return connection.receivedPackets();
  }

  @Override
  public long sentFrames() {
    return 0;
  }

  @Override
  public long pendingSendBytes() {
    Channel channel = connection.socket().channel();
    return channel.isWritable() ? 0 : channel.bytesBeforeWritable();
  }

  @Override
  public String toString() {
    return name();
  }
}
