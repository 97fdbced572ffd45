package io.motet.kafka.acl;

import io.motet.kafka.api.AccessRules;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.ResourceType;
import java.util.Set;

/** What the lists say of a request, for the authorizer. Any thread. */
public final class AclChecks implements AccessRules {
  /** The only cluster's name in rules. */
  static final String CLUSTER = "kafka-cluster";

  private final Acls acls;
  private final Set<String> superUsers;
  private final boolean allowedWithoutRules;

  /**
   * Asks the lists as they are at the time.
   *
   * @param superUsers principals for whom no rule holds
   * @param allowedWithoutRules what holds for a resource that no rule is about
   */
  public AclChecks(Acls acls, Set<String> superUsers, boolean allowedWithoutRules) {
    this.acls = acls;
    this.superUsers = Set.copyOf(superUsers);
    this.allowedWithoutRules = allowedWithoutRules;
  }

  @Override
  public boolean allow(ClientSession session, Operation operation, ResourceType type, String name) {
    AclTable table = acls.table();
    if (allowedWithoutRules && table.all().isEmpty()) {
      return true;
    }
    String principal = session.principal();
    if (superUsers.contains(principal)) {
      return true;
    }
    String resource = type == ResourceType.CLUSTER ? CLUSTER : name;
    return switch (table.decide(type.code(), resource, principal, session.host(), operation)) {
      case ALLOWED -> true;
      case DENIED -> false;
      case NO_RULES -> allowedWithoutRules;
    };
  }
}
