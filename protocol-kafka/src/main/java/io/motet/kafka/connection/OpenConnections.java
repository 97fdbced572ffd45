package io.motet.kafka.connection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every connection whose socket is open. Any thread. */
public final class OpenConnections {
  private final Set<KafkaConnection> connections = ConcurrentHashMap.newKeySet();

  void add(KafkaConnection connection) {
    connections.add(connection);
  }

  void remove(KafkaConnection connection) {
    connections.remove(connection);
  }

  /** Closes all; each on its shard, later. */
  public void closeAll(String why) {
    for (KafkaConnection connection : connections) {
      connection.shard().execute(() -> connection.close(why));
    }
  }
}
