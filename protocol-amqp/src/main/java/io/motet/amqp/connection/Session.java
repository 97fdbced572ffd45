package io.motet.amqp.connection;

import io.motet.broker.vhost.VirtualHost;
import java.util.Map;

/**
 * What became known during the handshake. Written on the connection's shard; once the connection is
 * registered nothing changes, so that management may read it on any thread.
 */
final class Session {
  private Map<String, Object> clientProperties = Map.of();
  private Map<?, ?> capabilities = Map.of();
  private String mechanism = "";
  private String user = "";
  private long frameMaxBytes;
  private int channelMax;
  private int heartbeatSeconds;
  private VirtualHost virtualHost;

  void introduced(Map<String, Object> properties, String mechanismName) {
    clientProperties = properties;
    mechanism = mechanismName;
    if (properties.get("capabilities") instanceof Map<?, ?> given) {
      capabilities = given;
    }
  }

  void authenticated(String name) {
    user = name;
  }

  void tuned(long frameMax, int channels, int heartbeat) {
    frameMaxBytes = frameMax;
    channelMax = channels;
    heartbeatSeconds = heartbeat;
  }

  void opened(VirtualHost host) {
    virtualHost = host;
  }

  Map<String, Object> clientProperties() {
    return clientProperties;
  }

  /** The name that the client gave its connection, or null. */
  String connectionName() {
    return clientProperties.get("connection_name") instanceof String name ? name : null;
  }

  boolean capability(String name) {
    return Boolean.TRUE.equals(capabilities.get(name));
  }

  String mechanism() {
    return mechanism;
  }

  /** Empty before the login. */
  String user() {
    return user;
  }

  long frameMaxBytes() {
    return frameMaxBytes;
  }

  int channelMax() {
    return channelMax;
  }

  int heartbeatSeconds() {
    return heartbeatSeconds;
  }

  /** Null before connection.open. */
  VirtualHost virtualHost() {
    return virtualHost;
  }
}
