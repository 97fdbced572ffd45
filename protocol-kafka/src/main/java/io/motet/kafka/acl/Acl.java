package io.motet.kafka.acl;

import io.motet.kafka.api.Operation;
import io.motet.kafka.api.ResourceType;

/**
 * One rule: who may do something to some resources, or may not. Numbers are those of the wire.
 *
 * @param resourceType of the resources
 * @param patternType {@link #LITERAL} or {@link #PREFIXED}
 * @param name of the resource; what names begin with; or literally {@code *} for all
 * @param principal for example {@code User:alice}; {@code User:*} for all
 * @param host the client's address; {@code *} for all
 * @param operation an {@link Operation}'s code, or {@link #ALL}
 * @param permission {@link #DENY} or {@link #ALLOW}
 */
public record Acl(
    byte resourceType,
    byte patternType,
    String name,
    String principal,
    String host,
    byte operation,
    byte permission) {
  /** What filters match anything with. */
  public static final byte ANY = 1;

  /** A pattern that filters ask for: all that apply to the name. */
  public static final byte MATCH = 2;

  public static final byte LITERAL = 3;
  public static final byte PREFIXED = 4;

  /** All operations. */
  public static final byte ALL = 2;

  public static final byte DENY = 2;
  public static final byte ALLOW = 3;

  /** Any name, principal's name or host. */
  public static final String WILDCARD = "*";

  static final String ANYBODY = "User:*";

  /** Whether it is about that principal, that host and that operation. */
  boolean concerns(String who, String from, Operation wanted) {
    return (principal.equals(ANYBODY) || principal.equals(who))
        && (host.equals(WILDCARD) || host.equals(from))
        && concerns(wanted);
  }

  /** Whoever may read, write, delete or alter may also describe; a ban says what it says. */
  private boolean concerns(Operation wanted) {
    if (operation == ALL || operation == wanted.code()) {
      return true;
    }
    if (permission == DENY) {
      return false;
    }
    return switch (wanted) {
      case DESCRIBE ->
          operation == Operation.READ.code()
              || operation == Operation.WRITE.code()
              || operation == Operation.DELETE.code()
              || operation == Operation.ALTER.code();
      case DESCRIBE_CONFIGS -> operation == Operation.ALTER_CONFIGS.code();
      default -> false;
    };
  }

  /** Why it cannot be a rule; null when it can. */
  String wrong() {
    if (resourceType < ResourceType.TOPIC.code() || resourceType > ResourceType.USER.code()) {
      return "Invalid resourceType " + resourceType;
    }
    if (resourceType == ResourceType.CLUSTER.code() && !name.equals(AclChecks.CLUSTER)) {
      return "The only valid name for the CLUSTER resource is " + AclChecks.CLUSTER;
    }
    if (name.isEmpty()) {
      return "Invalid empty resource name";
    }
    if (patternType != LITERAL && patternType != PREFIXED) {
      return "Invalid patternType " + patternType;
    }
    if (operation < ALL || operation > Operation.TWO_PHASE_COMMIT.code()) {
      return "Invalid operation " + operation;
    }
    if (permission != DENY && permission != ALLOW) {
      return "Invalid permissionType " + permission;
    }
    return principal.indexOf(':') > 0
        ? null
        : "Could not parse principal from `"
            + principal
            + "` (no colon is present separating the principal type from the principal name)";
  }
}
