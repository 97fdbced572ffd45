package io.motet.broker.vhost;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionCounters;
import io.motet.broker.shard.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A connection without a socket. */
public final class FakeConnection implements ClientConnection {
  private final long id;
  private final Shard shard;
  private final String virtualHost;
  private final List<String> closeReasons = new ArrayList<>();

  public FakeConnection(long id, Shard shard, String virtualHost) {
    this.id = id;
    this.shard = shard;
    this.virtualHost = virtualHost;
  }

  /** Why it was closed, each time. */
  public List<String> closeReasons() {
    return closeReasons;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String name() {
    return "connection " + id;
  }

  @Override
  public Shard shard() {
    return shard;
  }

  @Override
  public String user() {
    return "guest";
  }

  @Override
  public String virtualHost() {
    return virtualHost;
  }

  @Override
  public String protocol() {
    return "TEST";
  }

  @Override
  public String peerHost() {
    return "127.0.0.1";
  }

  @Override
  public int peerPort() {
    return 1;
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return 2;
  }

  @Override
  public boolean ssl() {
    return false;
  }

  @Override
  public String state() {
    return "running";
  }

  @Override
  public long connectedAtMillis() {
    return 0;
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
  public ConnectionCounters counters() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<? extends ClientChannel> channels() {
    return List.of();
  }

  @Override
  public synchronized void close(String reason) {
    closeReasons.add(reason);
  }
}
