package io.motet.kafka.api;

import io.motet.broker.user.Access;
import io.motet.broker.user.Users;

/** Checks permissions: those of the user on the virtual host, as for queues. Any thread. */
public final class Authorizer {
  private final Users users;
  private final String virtualHost;

  /** For the virtual host whose topics are served. */
  public Authorizer(Users users, String virtualHost) {
    this.users = users;
    this.virtualHost = virtualHost;
  }

  /** Whether the client may do that to the topic or group. */
  public boolean may(ClientSession session, Access access, String resource) {
    return session.user() != null && users.may(session.user(), virtualHost, access, resource);
  }

  /** Whether the client may know of the topic or group. */
  public boolean mayDescribe(ClientSession session, String resource) {
    return may(session, Access.READ, resource)
        || may(session, Access.WRITE, resource)
        || may(session, Access.CONFIGURE, resource);
  }
}
