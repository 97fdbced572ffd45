package io.motet.kafka.share;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;

/** What fetches and acknowledgements are checked for first. */
final class ShareRequests {
  /** Of a member's id; clients make them from random numbers. */
  private static final int MAX_MEMBER_LENGTH = 36;

  private final Authorizer authorizer;

  ShareRequests(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /** A refusal; null when there is none. */
  AckResult check(String group, String member, RequestContext context) {
    if (group == null) {
      return new AckResult(ErrorCode.INVALID_REQUEST, "Invalid group id in the request.");
    }
    if (!authorizer.mayGroup(context.session(), Operation.READ, group)) {
      return AckResult.of(ErrorCode.GROUP_AUTHORIZATION_FAILED);
    }
    if (member == null || member.isEmpty() || member.length() > MAX_MEMBER_LENGTH) {
      return new AckResult(ErrorCode.INVALID_REQUEST, "Invalid member id in the request.");
    }
    return null;
  }
}
