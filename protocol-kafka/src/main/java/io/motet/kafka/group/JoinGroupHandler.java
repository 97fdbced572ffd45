package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.JoinGroupRequest;
import io.motet.kafka.message.JoinGroupRequest.JoinGroupRequestProtocol;
import io.motet.kafka.message.JoinGroupResponse;
import io.motet.kafka.message.JoinGroupResponse.JoinGroupResponseMember;
import java.util.LinkedHashMap;
import java.util.Map;

/** A member joins a group. */
public final class JoinGroupHandler implements RequestHandler<JoinGroupRequest> {
  private static final int FIRST_WITH_MEMBER_ID_REQUIRED = 4;
  private static final int FIRST_WITH_SKIP_ASSIGNMENT = 9;
  private static final int FIRST_WITH_NULL_PROTOCOL = 7;

  private final GroupCoordinator coordinator;
  private final GroupAccess access;

  /** For all groups. */
  public JoinGroupHandler(GroupCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.access = new GroupAccess(authorizer);
  }

  @Override
  public void handle(JoinGroupRequest request, RequestContext context) {
    ErrorCode wrong = access.check(context, request.groupId);
    if (wrong != ErrorCode.NONE) {
      context.reply(response(JoinResult.failed(wrong, request.memberId), context));
      return;
    }
    JoinRequest join = joinRequest(request, context);
    coordinator.run(() -> join(request.groupId, join, context));
  }

  private void join(String groupId, JoinRequest join, RequestContext context) {
    if (coordinator.find(groupId) == null && !join.memberId().isEmpty()) {
      JoinResult unknown = JoinResult.failed(ErrorCode.UNKNOWN_MEMBER_ID, join.memberId());
      context.reply(response(unknown, context));
      return;
    }
    JoinableGroup there = coordinator.find(groupId, JoinableGroup.class);
    boolean hasMembers = there != null && !there.isEmpty();
    JoinableGroup group = hasMembers ? there : coordinator.findOrCreateClassic(groupId);
    if (group == null) {
      JoinResult other = JoinResult.failed(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, "");
      context.reply(response(other, context));
    } else {
      group.join(join, result -> context.reply(response(result, context)));
    }
  }

  private static JoinRequest joinRequest(JoinGroupRequest request, RequestContext context) {
    Map<String, byte[]> protocols = new LinkedHashMap<>();
    for (JoinGroupRequestProtocol protocol : request.protocols) {
      protocols.put(protocol.name, protocol.metadata);
    }
    // Version 0 has one time for both.
    int rebalance = context.version() == 0 ? request.sessionTimeoutMs : request.rebalanceTimeoutMs;
    return new JoinRequest(
        request.memberId,
        request.groupInstanceId,
        context.clientId() == null ? "" : context.clientId(),
        context.peerAddress().getAddress().toString(),
        request.sessionTimeoutMs,
        rebalance,
        request.protocolType,
        protocols,
        context.version() >= FIRST_WITH_MEMBER_ID_REQUIRED,
        context.version() >= FIRST_WITH_SKIP_ASSIGNMENT);
  }

  private static JoinGroupResponse response(JoinResult result, RequestContext context) {
    JoinGroupResponse response = new JoinGroupResponse();
    response.errorCode = result.error().code();
    response.generationId = result.generation();
    response.protocolType = result.protocolType();
    boolean mayBeNull = context.version() >= FIRST_WITH_NULL_PROTOCOL;
    response.protocolName =
        result.protocolName() == null && !mayBeNull ? "" : result.protocolName();
    response.leader = result.leaderId();
    response.memberId = result.memberId();
    response.skipAssignment = result.skipAssignment();
    for (JoinResult.Joined joined : result.members()) {
      JoinGroupResponseMember member = new JoinGroupResponseMember();
      member.memberId = joined.memberId();
      member.groupInstanceId = joined.instanceId();
      member.metadata = joined.metadata();
      response.members.add(member);
    }
    return response;
  }
}
