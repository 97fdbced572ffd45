package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.LeaveGroupRequest;
import io.motet.kafka.message.LeaveGroupRequest.MemberIdentity;
import io.motet.kafka.message.LeaveGroupResponse;
import io.motet.kafka.message.LeaveGroupResponse.MemberResponse;

/** Members leave a group, by themselves or because an operator takes them out. */
public final class LeaveGroupHandler implements RequestHandler<LeaveGroupRequest> {
  private static final int FIRST_WITH_MANY_MEMBERS = 3;

  private final GroupCoordinator coordinator;
  private final GroupAccess access;

  /** For all groups. */
  public LeaveGroupHandler(GroupCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.access = new GroupAccess(authorizer);
  }

  @Override
  public void handle(LeaveGroupRequest request, RequestContext context) {
    ErrorCode wrong = access.check(context, request.groupId);
    if (wrong == ErrorCode.NONE) {
      coordinator.run(() -> leave(request, context));
      return;
    }
    LeaveGroupResponse response = new LeaveGroupResponse();
    response.errorCode = wrong.code();
    context.reply(response);
  }

  private void leave(LeaveGroupRequest request, RequestContext context) {
    LeaveGroupResponse response = new LeaveGroupResponse();
    if (context.version() < FIRST_WITH_MANY_MEMBERS) {
      response.errorCode = leave(request.groupId, request.memberId, null).code();
    }
    for (MemberIdentity member : request.members) {
      MemberResponse left = new MemberResponse();
      left.memberId = member.memberId;
      left.groupInstanceId = member.groupInstanceId;
      left.errorCode = leave(request.groupId, member.memberId, member.groupInstanceId).code();
      response.members.add(left);
    }
    context.reply(response);
  }

  private ErrorCode leave(String groupId, String memberId, String instanceId) {
    Group group = coordinator.find(groupId);
    return group == null ? ErrorCode.UNKNOWN_MEMBER_ID : group.leave(memberId, instanceId);
  }
}
