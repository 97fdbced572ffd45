package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;

/** What every request to a group is checked for first. */
final class GroupAccess {
  private final Authorizer authorizer;

  GroupAccess(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /** For members: the group must have a name, and reading it must be allowed. */
  ErrorCode check(RequestContext context, String group) {
    return group.isEmpty() ? ErrorCode.INVALID_GROUP_ID : check(context, Operation.READ, group);
  }

  ErrorCode check(RequestContext context, Operation operation, String group) {
    return authorizer.mayGroup(context.session(), operation, group)
        ? ErrorCode.NONE
        : ErrorCode.GROUP_AUTHORIZATION_FAILED;
  }
}
