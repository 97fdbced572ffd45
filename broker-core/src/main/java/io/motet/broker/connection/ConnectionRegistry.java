package io.motet.broker.connection;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** All client connections that have opened a virtual host. Any thread. */
public interface ConnectionRegistry {
  /** A fresh {@link ClientConnection#id()}. */
  long nextId();

  void opened(ClientConnection connection);

  /**
   * Deletes the exclusive queues that the connection owned; completes, on any thread, when they are
   * gone: the client may come back at once and declare them again.
   */
  CompletableFuture<Void> closed(ClientConnection connection);

  void channelOpened(ClientChannel channel);

  void channelClosed(ClientChannel channel);

  Collection<ClientConnection> all();

  /**
   * Tells of everything that closes from now on.
   *
   * @return stops it
   */
  default Runnable onClose(CloseListener listener) {
    return () -> {};
  }

  /** Connections and channels opened and closed since the start, for churn rates. */
  Churn churn();

  /**
   * Told when something closed, after its last count, on its shard: for totals that outlive it.
   * Must not block.
   */
  interface CloseListener {
    void connectionClosed(ClientConnection connection);

    void channelClosed(ClientChannel channel);
  }

  /** Counts since the start. */
  record Churn(
      long connectionsCreated,
      long connectionsClosed,
      long channelsCreated,
      long channelsClosed,
      long queuesDeclared,
      long queuesCreated,
      long queuesDeleted) {}
}
