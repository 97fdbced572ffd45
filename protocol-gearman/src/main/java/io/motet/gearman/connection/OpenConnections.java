package io.motet.gearman.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The connections that are open, the newest first. On their shard. */
public final class OpenConnections {
  private final Deque<GearmanConnection> connections = new ArrayDeque<>();

  void add(GearmanConnection connection) {
    connections.addFirst(connection);
  }

  void remove(GearmanConnection connection) {
    connections.remove(connection);
  }

  int count() {
    return connections.size();
  }

  /** A copy. */
  public List<GearmanConnection> all() {
    return List.copyOf(connections);
  }

  /** The reasons to hold publishers back have changed. */
  public void alarmsChanged() {
    all().forEach(GearmanConnection::alarmsChanged);
  }

  /** The broker stops. */
  public void closeAll() {
    all().forEach(connection -> connection.close("the broker stops"));
  }
}
