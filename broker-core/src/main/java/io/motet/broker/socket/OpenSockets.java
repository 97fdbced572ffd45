package io.motet.broker.socket;

import io.motet.broker.shard.Shard;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Every connection of a front end whose socket is open, logged in or not: for limits, alarms and
 * the end of the broker. Any thread.
 *
 * @param <C> the front end's connection
 */
public class OpenSockets<C> {
  private final Set<C> connections = ConcurrentHashMap.newKeySet();
  private final Function<C, Shard> shardOf;
  private volatile CompletableFuture<Void> emptied;

  public OpenSockets(Function<C, Shard> shardOf) {
    this.shardOf = shardOf;
  }

  public void add(C connection) {
    connections.add(connection);
  }

  public void remove(C connection) {
    connections.remove(connection);
    completeWhenEmpty();
  }

  public int count() {
    return connections.size();
  }

  /** Runs the action for each connection on the connection's shard, later. */
  public void onEach(Consumer<C> action) {
    for (C connection : connections) {
      shardOf.apply(connection).execute(() -> action.accept(connection));
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
