package io.motet.kafka.acl;

import io.motet.kafka.api.Operation;
import io.motet.kafka.api.ResourceType;

/**
 * Picks rules. Numbers are those of the wire, {@link Acl#ANY} matches all; so does a null text.
 *
 * @param patternType with {@link Acl#MATCH}, the rules that apply to a resource of the name
 */
record AclFilter(
    byte resourceType,
    byte patternType,
    String name,
    String principal,
    String host,
    byte operation,
    byte permission) {
  boolean matches(Acl acl) {
    return (resourceType == Acl.ANY || resourceType == acl.resourceType())
        && matchesName(acl)
        && (principal == null || principal.equals(acl.principal()))
        && (host == null || host.equals(acl.host()))
        && (operation == Acl.ANY || operation == acl.operation())
        && (permission == Acl.ANY || permission == acl.permission());
  }

  private boolean matchesName(Acl acl) {
    boolean anyPattern = patternType == Acl.ANY || patternType == Acl.MATCH;
    if (!anyPattern && patternType != acl.patternType()) {
      return false;
    }
    if (name == null || name.equals(acl.name())) {
      return true;
    }
    return patternType == Acl.MATCH
        && (acl.patternType() == Acl.PREFIXED
            ? name.startsWith(acl.name())
            : acl.name().equals(Acl.WILDCARD));
  }

  /** Why it cannot be asked for; null when it can. */
  String wrong() {
    if (resourceType < Acl.ANY
        || resourceType > ResourceType.USER.code()
        || patternType < Acl.ANY
        || patternType > Acl.PREFIXED) {
      return "Unknown patternFilter.";
    }
    boolean wrong =
        operation < Acl.ANY
            || operation > Operation.TWO_PHASE_COMMIT.code()
            || permission < Acl.ANY
            || permission > Acl.ALLOW;
    return wrong ? "Unknown entryFilter." : null;
  }
}
