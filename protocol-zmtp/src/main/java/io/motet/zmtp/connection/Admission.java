package io.motet.zmtp.connection;

import io.motet.broker.user.Users;
import io.motet.broker.vhost.VirtualHost;
import io.motet.zmtp.codec.Metadata;
import io.motet.zmtp.codec.ZmtpException;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * Decides whether a peer may be here, as whom, and where it works; what it throws is for the peer.
 * On the connection's shard.
 */
final class Admission {
  /** What ZAP calls a peer that is not let in (RFC 27); libzmq tells its users. */
  private static final String REFUSED = "400";

  private final ZmtpConnection connection;

  Admission(ZmtpConnection connection) {
    this.connection = connection;
  }

  /** The error for a peer that is not let in. */
  ZmtpException refusal(String why) {
    return new ZmtpException(connection.session().mechanism() + " peer refused: " + why, REFUSED);
  }

  /** Refuses a mechanism that is switched off. */
  void checkMechanism(String mechanism) {
    boolean noKey = mechanism.equals("CURVE") && !options().curve().enabled();
    if (noKey || !options().mechanisms().contains(mechanism)) {
      throw refusal("mechanism " + mechanism + " is not enabled");
    }
  }

  /** The peer does not say who it is. */
  void identifyAnonymous() {
    String user = options().anonymousUser();
    if (user == null) {
      throw refusal("peers must say who they are");
    }
    authenticated(new PeerName(user, null, null));
  }

  /** It is known who the peer is: checks whether it may be here. */
  void authenticated(PeerName name) {
    if (!connection.endpoint().dialled() && !mayConnectFromPeer(name.user())) {
      throw refusal("user '" + name.user() + "' can only connect via localhost");
    }
    connection.session().authenticated(name);
  }

  private boolean mayConnectFromPeer(String user) {
    return connection.socket().remoteAddress() instanceof InetSocketAddress peer
        && users().mayConnectFrom(user, peer.getAddress());
  }

  /** Reads the properties of a handshake. */
  Metadata metadata(ByteBuf source, int index, int length) {
    int limit = options().maxMetadataBytes();
    if (length > limit) {
      throw new ZmtpException(
          "handshake properties of " + length + " bytes; the limit is " + limit);
    }
    return Metadata.decode(source, index, length, options().maxProperties());
  }

  /** Where the peer works: what its user name says, else the listener's. */
  VirtualHost virtualHost() {
    Session session = connection.session();
    String named = session.virtualHostName();
    String name = named == null ? options().virtualHost() : named;
    VirtualHost virtualHost = connection.services().broker().virtualHosts().get(name);
    if (virtualHost == null) {
      throw refusal("vhost " + name + " not found");
    }
    if (!users().mayAccess(session.user(), name)) {
      throw refusal("access to vhost '" + name + "' refused for user '" + session.user() + "'");
    }
    return virtualHost;
  }

  /** What the user name says, else the routing id, else the listener. */
  String service() {
    Session session = connection.session();
    String named = session.service();
    if (named == null) {
      named = RoutingIds.service(session.identity());
    }
    return named == null ? connection.endpoint().service() : named;
  }

  /** Who may be here at all. */
  Users users() {
    return connection.services().broker().users();
  }

  private ConnectionOptions options() {
    return connection.services().options();
  }
}
