package io.motet.kafka.group.share;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.message.ShareGroupDescribeRequest;
import io.motet.kafka.message.ShareGroupDescribeResponse;
import io.motet.kafka.message.ShareGroupDescribeResponse.DescribedGroup;
import io.motet.kafka.message.ShareGroupDescribeResponse.Member;
import io.motet.kafka.message.ShareGroupDescribeResponse.TopicPartitions;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import java.util.ArrayList;
import java.util.UUID;

/** Shows share groups and their members. */
public final class ShareGroupDescribeHandler implements RequestHandler<ShareGroupDescribeRequest> {
  private final ShareGroups groups;
  private final Authorizer authorizer;

  /** For all groups. */
  public ShareGroupDescribeHandler(ShareGroups groups, Authorizer authorizer) {
    this.groups = groups;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ShareGroupDescribeRequest request, RequestContext context) {
    groups.run(
        () -> {
          ShareGroupDescribeResponse response = new ShareGroupDescribeResponse();
          request.groupIds.forEach(id -> response.groups.add(describe(id, context)));
          context.reply(response);
        });
  }

  private DescribedGroup describe(String id, RequestContext context) {
    if (!authorizer.mayGroup(context.session(), Operation.DESCRIBE, id)) {
      return error(id, ErrorCode.GROUP_AUTHORIZATION_FAILED, null);
    }
    try {
      return describe(groups.get(id), context);
    } catch (GroupException e) {
      return error(id, e.code(), e.getMessage());
    }
  }

  private DescribedGroup describe(ShareGroup group, RequestContext context) {
    DescribedGroup described = new DescribedGroup();
    described.groupId = group.id();
    described.groupState = group.stateTitle();
    described.groupEpoch = group.epoch();
    described.assignmentEpoch = group.targetEpoch();
    described.assignorName = ShareGroup.assignor();
    for (ShareMember member : group.members()) {
      if (!mayDescribe(member, context)) {
        return error(
            group.id(),
            ErrorCode.TOPIC_AUTHORIZATION_FAILED,
            "The group has described topic(s) that the client is not authorized to describe.");
      }
      described.members.add(describe(member));
    }
    return described;
  }

  private boolean mayDescribe(ShareMember member, RequestContext context) {
    return member.topics().stream()
        .allMatch(name -> authorizer.mayTopic(context.session(), Operation.DESCRIBE, name));
  }

  private Member describe(ShareMember member) {
    Member described = new Member();
    described.memberId = member.id();
    described.rackId = member.identity().rackId();
    described.memberEpoch = member.epoch();
    described.clientId = member.identity().clientId();
    described.clientHost = member.identity().clientHost();
    described.subscribedTopicNames = new ArrayList<>(member.topics());
    described.assignment = assignment(member.assigned());
    return described;
  }

  private ShareGroupDescribeResponse.Assignment assignment(PartitionSet set) {
    ShareGroupDescribeResponse.Assignment assignment = new ShareGroupDescribeResponse.Assignment();
    for (UUID id : set.topics()) {
      ReadableTopic topic = groups.topics().find(id);
      if (topic != null) {
        TopicPartitions partitions = new TopicPartitions();
        partitions.topicId = id;
        partitions.topicName = topic.name();
        partitions.partitions = set.partitions(id);
        assignment.topicPartitions.add(partitions);
      }
    }
    return assignment;
  }

  private static DescribedGroup error(String id, ErrorCode code, String text) {
    DescribedGroup group = new DescribedGroup();
    group.groupId = id;
    group.errorCode = code.code();
    group.errorMessage = text == null ? code.text() : text;
    return group;
  }
}
