package io.motet.kafka.api;

import io.motet.broker.user.Access;
import io.motet.broker.user.User;
import io.motet.broker.user.Users;

/**
 * Checks what clients may do. Topics, groups and transactional ids are under the user's permissions
 * on the virtual host, as queues are; the cluster is under the user's tags, as management is. What
 * these allow, access rules can forbid; they cannot allow more. Any thread.
 */
public final class Authorizer {
  private static final String ADMINISTRATOR = "administrator";
  private static final String MONITORING = "monitoring";

  private final Users users;
  private final String virtualHost;
  private final AccessRules rules;

  /** For the virtual host whose topics are served. */
  public Authorizer(Users users, String virtualHost, AccessRules rules) {
    this.users = users;
    this.virtualHost = virtualHost;
    this.rules = rules;
  }

  /** Whether the client may do that to the topic. */
  public boolean mayTopic(ClientSession session, Operation operation, String topic) {
    return permits(session, operation, topic)
        && rules.allow(session, operation, ResourceType.TOPIC, topic);
  }

  /** Whether the client may do that to the group. */
  public boolean mayGroup(ClientSession session, Operation operation, String group) {
    return permits(session, operation, group)
        && rules.allow(session, operation, ResourceType.GROUP, group);
  }

  /** Whether the client may do that as, or to, the transactional id. */
  public boolean mayTransactionalId(ClientSession session, Operation operation, String id) {
    return permits(session, operation, id)
        && rules.allow(session, operation, ResourceType.TRANSACTIONAL_ID, id);
  }

  private boolean may(ClientSession session, Access access, String resource) {
    return session.user() != null && users.may(session.user(), virtualHost, access, resource);
  }

  private boolean mayDescribe(ClientSession session, String resource) {
    return may(session, Access.READ, resource)
        || may(session, Access.WRITE, resource)
        || may(session, Access.CONFIGURE, resource);
  }

  private boolean permits(ClientSession session, Operation operation, String resource) {
    return switch (operation) {
      case READ -> may(session, Access.READ, resource);
      case WRITE -> may(session, Access.WRITE, resource);
      case DESCRIBE, DESCRIBE_CONFIGS -> mayDescribe(session, resource);
      default -> may(session, Access.CONFIGURE, resource);
    };
  }

  /**
   * Whether the client may do that to the cluster: who has logged in may look at it and write with
   * a producer id, its configurations are shown to those who monitor, the rest is for
   * administrators.
   */
  public boolean mayCluster(ClientSession session, Operation operation) {
    return permitsCluster(session, operation)
        && rules.allow(session, operation, ResourceType.CLUSTER, "");
  }

  /** Whether the client may look at what protects the cluster: rules, credentials, quotas. */
  public boolean mayInspect(ClientSession session) {
    return permitsCluster(session, Operation.DESCRIBE_CONFIGS)
        && mayCluster(session, Operation.DESCRIBE);
  }

  private boolean permitsCluster(ClientSession session, Operation operation) {
    return switch (operation) {
      case DESCRIBE, IDEMPOTENT_WRITE -> session.user() != null;
      case DESCRIBE_CONFIGS -> hasTag(session, ADMINISTRATOR) || hasTag(session, MONITORING);
      default -> hasTag(session, ADMINISTRATOR);
    };
  }

  private boolean hasTag(ClientSession session, String tag) {
    User user = session.user() == null ? null : users.get(session.user());
    return user != null && user.hasTag(tag);
  }

  /** All that the client may do to the resource, as the bits that answers carry. */
  public int operations(ClientSession session, ResourceType type, String name) {
    int bits = 0;
    for (Operation operation : Operation.values()) {
      boolean may = type.has(operation) && may(session, operation, type, name);
      bits |= may ? 1 << operation.code() : 0;
    }
    return bits;
  }

  private boolean may(ClientSession session, Operation operation, ResourceType type, String name) {
    return switch (type) {
      case TOPIC -> mayTopic(session, operation, name);
      case GROUP -> mayGroup(session, operation, name);
      case TRANSACTIONAL_ID -> mayTransactionalId(session, operation, name);
      default -> mayCluster(session, operation);
    };
  }
}
