package io.motet.zmtp.connection;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Every connection whose socket is open: for the limit, alarms and the end of the broker. Any
 * thread.
 */
public final class OpenConnections {
  private final Set<ZmtpConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile CompletableFuture<Void> emptied;

  void add(ZmtpConnection connection) {
    connections.add(connection);
  }

  void remove(ZmtpConnection connection) {
    connections.remove(connection);
    completeWhenEmpty();
  }

  int count() {
    return connections.size();
  }

  /** Runs the action for each connection on the connection's shard, later. */
  public void onEach(Consumer<ZmtpConnection> action) {
    for (ZmtpConnection connection : connections) {
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
