package io.motet.zmtp.connection;

import io.motet.broker.socket.SocketConnection;
import io.motet.broker.vhost.VirtualHost;
import io.motet.zmtp.codec.SocketType;
import java.util.List;
import java.util.Map;

/** A connection as the model and management see it. Any thread. */
final class ConnectionView extends SocketConnection {
  private final ZmtpConnection connection;
  private final PeerChannel channel = new PeerChannel(this);

  ConnectionView(ZmtpConnection connection, long id) {
    super(id, connection.shard(), connection.socket());
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
    return "ZMTP " + connection.session().version();
  }

  @Override
  public String state() {
    return connection.blocked() ? "blocked" : connection.state().name();
  }

  @Override
  public Map<String, Object> clientProperties() {
    SocketType type = connection.session().socketType();
    String service = connection.session().service();
    return Map.of(
        "socket_type", type == null ? "" : type.name(), "service", service == null ? "" : service);
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("auth_mechanism", connection.session().mechanism(), "channel_max", 1);
  }

  /** The one channel that stands for the connection. */
  PeerChannel channel() {
    return channel;
  }

  @Override
  public List<PeerChannel> channels() {
    return List.of(channel);
  }

  @Override
  public void close(String reason) {
    shard().run(() -> connection.end(reason));
  }
}
