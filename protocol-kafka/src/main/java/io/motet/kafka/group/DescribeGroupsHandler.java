package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeGroupsRequest;
import io.motet.kafka.message.DescribeGroupsResponse;
import io.motet.kafka.message.DescribeGroupsResponse.DescribedGroup;
import io.motet.kafka.message.DescribeGroupsResponse.DescribedGroupMember;

/** Describes groups and their members. */
public final class DescribeGroupsHandler implements RequestHandler<DescribeGroupsRequest> {
  private static final int FIRST_WITH_NOT_FOUND = 6;

  private final GroupCoordinator coordinator;
  private final Authorizer authorizer;

  /** For all groups. */
  public DescribeGroupsHandler(GroupCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DescribeGroupsRequest request, RequestContext context) {
    coordinator.run(
        () -> {
          DescribeGroupsResponse response = new DescribeGroupsResponse();
          request.groups.forEach(id -> response.groups.add(describe(id, context)));
          context.reply(response);
        });
  }

  private DescribedGroup describe(String id, RequestContext context) {
    if (!authorizer.mayGroup(context.session(), Operation.DESCRIBE, id)) {
      return error(id, ErrorCode.GROUP_AUTHORIZATION_FAILED);
    }
    ClassicGroup group = coordinator.find(id, ClassicGroup.class);
    if (group == null) {
      DescribedGroup dead = error(id, ErrorCode.NONE);
      dead.groupState = GroupState.DEAD.title();
      if (context.version() >= FIRST_WITH_NOT_FOUND) {
        dead.errorCode = ErrorCode.GROUP_ID_NOT_FOUND.code();
        boolean other = coordinator.find(id) != null;
        dead.errorMessage = "Group " + id + (other ? " is not a classic group." : " not found.");
      }
      return dead;
    }
    DescribedGroup described = error(id, ErrorCode.NONE);
    described.groupState = group.state().title();
    described.protocolType = group.protocolType();
    described.protocolData = group.protocolName() == null ? "" : group.protocolName();
    group.members().forEach(member -> described.members.add(describe(member, group)));
    return described;
  }

  private static DescribedGroupMember describe(GroupMember member, ClassicGroup group) {
    DescribedGroupMember described = new DescribedGroupMember();
    described.memberId = member.id();
    described.groupInstanceId = member.instanceId();
    described.clientId = member.request().clientId();
    described.clientHost = member.request().clientHost();
    if (group.protocolName() != null) {
      described.memberMetadata = member.metadata(group.protocolName());
      described.memberAssignment = member.assignment();
    }
    return described;
  }

  private static DescribedGroup error(String id, ErrorCode code) {
    DescribedGroup group = new DescribedGroup();
    group.groupId = id;
    group.errorCode = code.code();
    return group;
  }
}
