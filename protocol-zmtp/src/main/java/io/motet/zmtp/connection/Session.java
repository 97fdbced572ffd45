package io.motet.zmtp.connection;

import io.motet.broker.vhost.VirtualHost;
import io.motet.zmtp.codec.SocketType;

/**
 * What became known during the handshake. Written on the connection's shard; once the connection is
 * registered nothing changes, so that management may read it on any thread.
 */
final class Session {
  private String mechanism = "";
  private int major = 3;
  private int minor;
  private String user = "";
  private String virtualHostName;
  private String service;
  private VirtualHost virtualHost;
  private SocketType socketType;
  private byte[] identity = {};

  void greeted(String name, int majorVersion, int minorVersion) {
    mechanism = name;
    major = majorVersion;
    minor = minorVersion;
  }

  void authenticated(PeerName name) {
    user = name.user();
    virtualHostName = name.virtualHost();
    service = name.service();
  }

  void introduced(SocketType type, byte[] routingId) {
    socketType = type;
    identity = routingId;
  }

  void opened(VirtualHost host, String serviceName) {
    virtualHost = host;
    service = serviceName;
  }

  String mechanism() {
    return mechanism;
  }

  /** For example {@code 3.1}. */
  String version() {
    return major + "." + minor;
  }

  boolean atLeast31() {
    return major > 3 || (major == 3 && minor >= 1);
  }

  String user() {
    return user;
  }

  /** Null when the peer named none. */
  String virtualHostName() {
    return virtualHostName;
  }

  /** Null when the peer named none. */
  String service() {
    return service;
  }

  /** Null before the handshake is done. */
  VirtualHost virtualHost() {
    return virtualHost;
  }

  /** Null before the peer said it. */
  SocketType socketType() {
    return socketType;
  }

  byte[] identity() {
    return identity;
  }
}
