package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.HeartbeatRequest;
import io.motet.kafka.message.HeartbeatResponse;

/** A member says that it is alive. */
public final class HeartbeatHandler implements RequestHandler<HeartbeatRequest> {
  private final GroupCoordinator coordinator;
  private final GroupAccess access;

  /** For all groups. */
  public HeartbeatHandler(GroupCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.access = new GroupAccess(authorizer);
  }

  @Override
  public void handle(HeartbeatRequest request, RequestContext context) {
    ErrorCode wrong = access.check(context, request.groupId);
    if (wrong != ErrorCode.NONE) {
      reply(context, wrong);
      return;
    }
    MemberClaim claim =
        new MemberClaim(request.memberId, request.groupInstanceId, request.generationId);
    coordinator.run(
        () -> {
          JoinableGroup group = coordinator.find(request.groupId, JoinableGroup.class);
          reply(context, group == null ? ErrorCode.UNKNOWN_MEMBER_ID : group.heartbeat(claim));
        });
  }

  private static void reply(RequestContext context, ErrorCode code) {
    HeartbeatResponse response = new HeartbeatResponse();
    response.errorCode = code.code();
    context.reply(response);
  }
}
