package io.motet.management.fake;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionRegistry;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connections that a test opens and closes. */
public final class FakeRegistry implements ConnectionRegistry {
  private final List<ClientConnection> connections = new CopyOnWriteArrayList<>();
  private final List<CloseListener> listeners = new CopyOnWriteArrayList<>();
  private long ids;

  public FakeConnection open(String user, String virtualHost) {
    FakeConnection connection = new FakeConnection(nextId(), user, virtualHost);
    opened(connection);
    return connection;
  }

  @Override
  public synchronized long nextId() {
    return ++ids;
  }

  @Override
  public void opened(ClientConnection connection) {
    connections.add(connection);
  }

  @Override
  public CompletableFuture<Void> closed(ClientConnection connection) {
    listeners.forEach(listener -> listener.connectionClosed(connection));
    connections.remove(connection);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void channelOpened(ClientChannel channel) {}

  @Override
  public void channelClosed(ClientChannel channel) {
    listeners.forEach(listener -> listener.channelClosed(channel));
  }

  @Override
  public Collection<ClientConnection> all() {
    return List.copyOf(connections);
  }

  @Override
  public Runnable onClose(CloseListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public Churn churn() {
    return new Churn(7, 6, 5, 4, 3, 2, 1);
  }
}
