package io.motet.kafka.connection;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.socket.SocketConnection;
import java.util.List;
import java.util.Map;

/** A connection as the model and management see it. Any thread. */
final class ConnectionView extends SocketConnection {
  private final KafkaConnection connection;
  private final String virtualHost;

  ConnectionView(KafkaConnection connection, String virtualHost) {
    super(connection.session().connectionId(), connection.shard(), connection.socket().channel());
    this.connection = connection;
    this.virtualHost = virtualHost;
  }

  @Override
  public String user() {
    String user = connection.session().user();
    return user == null ? "" : user;
  }

  @Override
  public String virtualHost() {
    return virtualHost;
  }

  @Override
  public String protocol() {
    return "Kafka";
  }

  @Override
  public String state() {
    return "running";
  }

  @Override
  public Map<String, Object> clientProperties() {
    return Map.of();
  }

  @Override
  public Map<String, Object> details() {
    return Map.of();
  }

  /** The protocol has none. */
  @Override
  public List<? extends ClientChannel> channels() {
    return List.of();
  }

  @Override
  public void close(String reason) {
    shard().run(() -> connection.close(reason));
  }
}
