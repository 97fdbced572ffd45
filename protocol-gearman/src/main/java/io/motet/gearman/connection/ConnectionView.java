package io.motet.gearman.connection;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.socket.SocketConnection;
import java.util.List;
import java.util.Map;

/** A connection as the model and management see it. Any thread; figures may be slightly old. */
final class ConnectionView extends SocketConnection {
  private final GearmanConnection connection;

  ConnectionView(GearmanConnection connection, long id) {
    super(id, connection.shard(), connection.socket().channel());
    this.connection = connection;
  }

  @Override
  public String user() {
    return connection.options().user();
  }

  @Override
  public String virtualHost() {
    return connection.options().virtualHost();
  }

  @Override
  public String protocol() {
    return "Gearman";
  }

  @Override
  public String state() {
    return connection.blocked() ? "blocked" : "running";
  }

  @Override
  public Map<String, Object> clientProperties() {
    return Map.of("connection_name", connection.clientId());
  }

  @Override
  public Map<String, Object> details() {
    return Map.of();
  }

  @Override
  public List<ClientChannel> channels() {
    return List.of();
  }

  @Override
  public void close(String reason) {
    shard().run(() -> connection.close(reason));
  }
}
