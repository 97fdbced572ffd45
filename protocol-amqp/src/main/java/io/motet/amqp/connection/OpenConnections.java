package io.motet.amqp.connection;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Every connection whose socket is open, logged in or not: for limits, alarms and the end of the
 * broker. Any thread.
 */
public final class OpenConnections {
  private final Set<AmqpConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger channels = new AtomicInteger();
  private volatile CompletableFuture<Void> emptied;

  void add(AmqpConnection connection) {
    connections.add(connection);
  }

  void remove(AmqpConnection connection) {
    connections.remove(connection);
    completeWhenEmpty();
  }

  int count() {
    return connections.size();
  }

  int channelCount() {
    return channels.get();
  }

  void channelOpened() {
    channels.incrementAndGet();
  }

  void channelClosed() {
    channels.decrementAndGet();
  }

  /** Runs the action for each connection on the connection's shard, later. */
  public void onEach(Consumer<AmqpConnection> action) {
    for (AmqpConnection connection : connections) {
      connection.shard().execute(() -> action.accept(connection));
    }
  }

  /** Completes when the last connection is gone. */
  public CompletableFuture<Void> whenEmpty() {
    emptied = new CompletableFuture<>();
    completeWhenEmpty();
    return emptied;
  }

  private void completeWhenEmpty() {
    CompletableFuture<Void> waiting = emptied;
    if (waiting != null && connections.isEmpty()) {
      waiting.complete(null);
    }
  }
}
