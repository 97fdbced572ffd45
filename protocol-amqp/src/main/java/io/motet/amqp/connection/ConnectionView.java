package io.motet.amqp.connection;

import io.motet.broker.socket.SocketConnection;
import io.motet.broker.vhost.VirtualHost;
import java.util.List;
import java.util.Map;

/** A connection as the model and management see it. Any thread. */
final class ConnectionView extends SocketConnection {
  private final AmqpConnection connection;

  ConnectionView(AmqpConnection connection, long id) {
    super(id, connection.shard(), connection.socket(), ProxiedAddresses.of(connection.socket()));
    this.connection = connection;
  }

  @Override
  public String user() {
    return connection.session().user();
  }

  @Override
  public String virtualHost() {
    VirtualHost virtualHost = connection.session().virtualHost();
    return virtualHost == null ? "" : virtualHost.name();
  }

  @Override
  public String protocol() {
    return "AMQP 0-9-1";
  }

  @Override
  public String state() {
    ControlState state = connection.state();
    if (!state.channelsOpen()) {
      return state.name();
    }
    PublishThrottle throttle = connection.throttle();
    if (throttle.blocked()) {
      return "blocked";
    }
    return throttle.blocking() ? "blocking" : state.name();
  }

  @Override
  public Map<String, Object> clientProperties() {
    return connection.session().clientProperties();
  }

  @Override
  public Map<String, Object> details() {
    return ConnectionDetails.of(connection.session(), connection.tls());
  }

  @Override
  public List<ChannelEndpoint> channels() {
    return connection.channels().endpoints();
  }

  @Override
  public void close(String reason) {
    shard().run(() -> connection.closeByOperator(reason));
  }
}
