package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.SyncGroupRequest;
import io.motet.kafka.message.SyncGroupRequest.SyncGroupRequestAssignment;
import io.motet.kafka.message.SyncGroupResponse;
import java.util.HashMap;
import java.util.Map;

/** A member asks what it is to read; the leader says what all are to read. */
public final class SyncGroupHandler implements RequestHandler<SyncGroupRequest> {
  private final GroupCoordinator coordinator;
  private final GroupAccess access;

  /** For all groups. */
  public SyncGroupHandler(GroupCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.access = new GroupAccess(authorizer);
  }

  @Override
  public void handle(SyncGroupRequest request, RequestContext context) {
    ErrorCode wrong = access.check(context, request.groupId);
    if (wrong != ErrorCode.NONE) {
      context.reply(response(SyncResult.failed(wrong)));
      return;
    }
    coordinator.run(() -> sync(request, context));
  }

  private void sync(SyncGroupRequest request, RequestContext context) {
    JoinableGroup group = coordinator.find(request.groupId, JoinableGroup.class);
    if (group == null) {
      context.reply(response(SyncResult.failed(ErrorCode.UNKNOWN_MEMBER_ID)));
      return;
    }
    Map<String, byte[]> assignments = new HashMap<>();
    for (SyncGroupRequestAssignment assignment : request.assignments) {
      assignments.put(assignment.memberId, assignment.assignment);
    }
    group.sync(
        new MemberClaim(request.memberId, request.groupInstanceId, request.generationId),
        request.protocolType,
        request.protocolName,
        assignments,
        result -> context.reply(response(result)));
  }

  private static SyncGroupResponse response(SyncResult result) {
    SyncGroupResponse response = new SyncGroupResponse();
    response.errorCode = result.error().code();
    response.protocolType = result.protocolType();
    response.protocolName = result.protocolName();
    response.assignment = result.assignment();
    return response;
  }
}
