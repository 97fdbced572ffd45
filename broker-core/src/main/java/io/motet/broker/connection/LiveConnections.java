package io.motet.broker.connection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The client connections of this broker. */
public final class LiveConnections implements ConnectionRegistry {
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, ClientConnection> connections = new ConcurrentHashMap<>();
  private final List<CloseListener> listeners = new CopyOnWriteArrayList<>();
  private final ChurnCounters churn;
  private final Function<ClientConnection, CompletableFuture<Void>> deleteExclusiveQueues;

  /**
   * @param deleteExclusiveQueues what else ends with a connection
   */
  public LiveConnections(
      ChurnCounters churn,
      Function<ClientConnection, CompletableFuture<Void>> deleteExclusiveQueues) {
    this.churn = churn;
    this.deleteExclusiveQueues = deleteExclusiveQueues;
  }

  @Override
  public long nextId() {
    return lastId.incrementAndGet();
  }

  @Override
  public void opened(ClientConnection connection) {
    connections.put(connection.id(), connection);
    churn.connectionOpened();
  }

  @Override
  public CompletableFuture<Void> closed(ClientConnection connection) {
    if (connections.remove(connection.id()) == null) {
      return CompletableFuture.completedFuture(null);
    }
    churn.connectionClosed();
    listeners.forEach(listener -> listener.connectionClosed(connection));
    return deleteExclusiveQueues.apply(connection);
  }

  @Override
  public void channelOpened(ClientChannel channel) {
    churn.channelOpened();
  }

  @Override
  public void channelClosed(ClientChannel channel) {
    churn.channelClosed();
    listeners.forEach(listener -> listener.channelClosed(channel));
  }

  @Override
  public Collection<ClientConnection> all() {
    return List.copyOf(connections.values());
  }

  @Override
  public Churn churn() {
    return churn.snapshot();
  }

  @Override
  public Runnable onClose(CloseListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
