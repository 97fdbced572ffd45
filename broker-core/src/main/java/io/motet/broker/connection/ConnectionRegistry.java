package io.motet.broker.connection;

import java.util.Collection;

/** All client connections that have opened a virtual host. Any thread. */
public interface ConnectionRegistry {
  /** A fresh {@link ClientConnection#id()}. */
  long nextId();

  void opened(ClientConnection connection);

  /** Deletes the exclusive queues that the connection owned. */
  void closed(ClientConnection connection);

  void channelOpened(ClientChannel channel);

  void channelClosed(ClientChannel channel);

  Collection<ClientConnection> all();

  /** Connections and channels opened and closed since the start, for churn rates. */
  Churn churn();

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
