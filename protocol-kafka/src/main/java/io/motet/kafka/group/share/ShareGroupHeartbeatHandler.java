package io.motet.kafka.group.share;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.message.ShareGroupHeartbeatRequest;
import io.motet.kafka.message.ShareGroupHeartbeatResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A member of a share group joins, says that it is alive, or leaves. */
public final class ShareGroupHeartbeatHandler
    implements RequestHandler<ShareGroupHeartbeatRequest> {
  private static final int LEAVE = -1;

  private final ShareGroups groups;
  private final Authorizer authorizer;

  /** For all groups. */
  public ShareGroupHeartbeatHandler(ShareGroups groups, Authorizer authorizer) {
    this.groups = groups;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ShareGroupHeartbeatRequest request, RequestContext context) {
    ErrorCode refused = authorize(request, context);
    if (refused != ErrorCode.NONE) {
      context.reply(error(refused, refused.text()));
      return;
    }
    groups.run(
        () -> {
          try {
            check(request);
            serve(request, context);
          } catch (GroupException e) {
            context.reply(error(e.code(), e.getMessage()));
          }
        });
  }

  private ErrorCode authorize(ShareGroupHeartbeatRequest request, RequestContext context) {
    if (!authorizer.mayGroup(context.session(), Operation.READ, request.groupId)) {
      return ErrorCode.GROUP_AUTHORIZATION_FAILED;
    }
    if (request.subscribedTopicNames != null) {
      for (String name : request.subscribedTopicNames) {
        if (!authorizer.mayTopic(context.session(), Operation.DESCRIBE, name)) {
          return ErrorCode.TOPIC_AUTHORIZATION_FAILED;
        }
      }
    }
    return ErrorCode.NONE;
  }

  private static void check(ShareGroupHeartbeatRequest request) {
    if (request.groupId.isBlank()) {
      throw invalid("GroupId can't be empty.");
    }
    if (request.memberId.isBlank()) {
      throw invalid("MemberId can't be empty.");
    }
    if (request.rackId != null && request.rackId.isBlank()) {
      throw invalid("RackId can't be empty.");
    }
    if (request.memberEpoch < LEAVE) {
      throw invalid("MemberEpoch is invalid.");
    }
    boolean namesNothing =
        request.subscribedTopicNames == null || request.subscribedTopicNames.isEmpty();
    if (request.memberEpoch == 0 && namesNothing) {
      throw invalid("SubscribedTopicNames must be set in first request.");
    }
  }

  private static GroupException invalid(String text) {
    return new GroupException(ErrorCode.INVALID_REQUEST, text);
  }

  private void serve(ShareGroupHeartbeatRequest request, RequestContext context) {
    ShareGroupHeartbeatResponse response = new ShareGroupHeartbeatResponse();
    response.memberId = request.memberId;
    ShareGroup group;
    if (request.memberEpoch == LEAVE) {
      group = groups.get(request.groupId);
      group.leave(request.memberId);
      response.memberEpoch = LEAVE;
    } else {
      group =
          request.memberEpoch == 0
              ? groups.getOrCreate(request.groupId)
              : groups.get(request.groupId);
      beat(group, request, response, context);
    }
    group.whenSaved(
        () -> context.reply(response),
        () -> context.reply(error(ErrorCode.COORDINATOR_NOT_AVAILABLE, null)));
  }

  private void beat(
      ShareGroup group,
      ShareGroupHeartbeatRequest request,
      ShareGroupHeartbeatResponse response,
      RequestContext context) {
    MemberIdentity identity =
        new MemberIdentity(
            request.memberId,
            null,
            request.rackId,
            context.clientId() == null ? "" : context.clientId(),
            context.peerAddress().getAddress().toString());
    Set<String> names =
        request.subscribedTopicNames == null ? null : new TreeSet<>(request.subscribedTopicNames);
    ShareMember before = group.member(request.memberId);
    PartitionSet assigned = before == null ? null : before.assigned();
    ShareMember member = group.heartbeat(identity, request.memberEpoch, names);
    response.memberEpoch = member.epoch();
    response.heartbeatIntervalMs = groups.options().times().heartbeatIntervalMillis(group.id());
    boolean wantsAll = request.memberEpoch == 0 || request.memberEpoch != member.epoch();
    if (wantsAll || names != null || !member.assigned().equals(assigned)) {
      response.assignment = assignment(member.assigned());
    }
  }

  private static ShareGroupHeartbeatResponse.Assignment assignment(PartitionSet assigned) {
    ShareGroupHeartbeatResponse.Assignment assignment =
        new ShareGroupHeartbeatResponse.Assignment();
    for (UUID topic : assigned.topics()) {
      ShareGroupHeartbeatResponse.TopicPartitions partitions =
          new ShareGroupHeartbeatResponse.TopicPartitions();
      partitions.topicId = topic;
      partitions.partitions = assigned.partitions(topic);
      assignment.topicPartitions.add(partitions);
    }
    return assignment;
  }

  private static ShareGroupHeartbeatResponse error(ErrorCode code, String text) {
    ShareGroupHeartbeatResponse response = new ShareGroupHeartbeatResponse();
    response.errorCode = code.code();
    response.errorMessage = text;
    return response;
  }
}
