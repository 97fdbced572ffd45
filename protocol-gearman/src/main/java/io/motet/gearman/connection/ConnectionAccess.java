package io.motet.gearman.connection;

import io.motet.broker.user.Access;
import io.motet.broker.user.Users;
import io.motet.gearman.codec.ErrorCode;
import io.motet.gearman.codec.PacketWriter;
import io.motet.gearman.job.Function;

/**
 * What a connection may do. Gearman has no log-in: all connections act as the user that the
 * settings name, or are not checked.
 */
final class ConnectionAccess {
  private static final String DEFAULT_EXCHANGE = "amq.default";

  private final Users users;
  private final String user;
  private final String virtualHost;

  ConnectionAccess(Users users, String user, String virtualHost) {
    this.users = users;
    this.user = user;
    this.virtualHost = virtualHost;
  }

  /** Whether a job may be submitted; says so when not. */
  boolean maySubmit(Function function, PacketWriter writer) {
    return may(Access.WRITE, DEFAULT_EXCHANGE, writer) && mayDeclare(function, writer);
  }

  /** Whether jobs may be taken; says so when not. */
  boolean mayWork(Function function, PacketWriter writer) {
    return may(Access.READ, function.name().toString(), writer) && mayDeclare(function, writer);
  }

  private boolean mayDeclare(Function function, PacketWriter writer) {
    return function.queue() != null || may(Access.CONFIGURE, function.name().toString(), writer);
  }

  private boolean may(Access access, String resource, PacketWriter writer) {
    if (user.isEmpty() || users.may(user, virtualHost, access, resource)) {
      return true;
    }
    writer.error(
        ErrorCode.QUEUE_ERROR,
        "access to '"
            + resource
            + "' in vhost '"
            + virtualHost
            + "' refused for user '"
            + user
            + "'");
    return false;
  }
}
