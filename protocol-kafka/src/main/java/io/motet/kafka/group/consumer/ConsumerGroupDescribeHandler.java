package io.motet.kafka.group.consumer;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.message.ConsumerGroupDescribeRequest;
import io.motet.kafka.message.ConsumerGroupDescribeResponse;
import io.motet.kafka.message.ConsumerGroupDescribeResponse.DescribedGroup;
import io.motet.kafka.message.ConsumerGroupDescribeResponse.Member;
import io.motet.kafka.message.ConsumerGroupDescribeResponse.TopicPartitions;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import java.util.ArrayList;
import java.util.UUID;

/** Shows consumer groups and their members. */
public final class ConsumerGroupDescribeHandler
    implements RequestHandler<ConsumerGroupDescribeRequest> {
  private static final byte CLASSIC_MEMBER = 0;
  private static final byte CONSUMER_MEMBER = 1;

  private final ConsumerGroups groups;
  private final ReadableTopics topics;
  private final Authorizer authorizer;

  /** For all groups, over the topics of one virtual host. */
  public ConsumerGroupDescribeHandler(
      ConsumerGroups groups, ReadableTopics topics, Authorizer authorizer) {
    this.groups = groups;
    this.topics = topics;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ConsumerGroupDescribeRequest request, RequestContext context) {
    groups.run(
        () -> {
          ConsumerGroupDescribeResponse response = new ConsumerGroupDescribeResponse();
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

  private DescribedGroup describe(ConsumerGroup group, RequestContext context) {
    DescribedGroup described = new DescribedGroup();
    described.groupId = group.id();
    described.groupState = group.stateTitle();
    described.groupEpoch = group.epoch();
    described.assignmentEpoch = group.targetEpoch();
    described.assignorName = group.assignorName();
    for (ConsumerMember member : group.members()) {
      if (!mayDescribe(member, group.target(member.id()), context)) {
        return error(
            group.id(),
            ErrorCode.TOPIC_AUTHORIZATION_FAILED,
            "The group has described topic(s) that the client is not authorized to describe.");
      }
      described.members.add(describe(member, group.target(member.id())));
    }
    return described;
  }

  private boolean mayDescribe(ConsumerMember member, PartitionSet target, RequestContext context) {
    PartitionSet all = target == null ? member.assigned() : member.assigned().plus(target);
    return all.topics().stream()
        .map(topics::find)
        .allMatch(
            topic ->
                topic == null
                    || authorizer.mayTopic(context.session(), Operation.DESCRIBE, topic.name()));
  }

  private Member describe(ConsumerMember member, PartitionSet target) {
    Member described = new Member();
    described.memberId = member.id();
    described.instanceId = member.identity().instanceId();
    described.rackId = member.identity().rackId();
    described.clientId = member.identity().clientId();
    described.clientHost = member.identity().clientHost();
    described.memberEpoch = member.epoch();
    described.subscribedTopicNames = new ArrayList<>(member.subscription().names());
    described.subscribedTopicRegex = member.subscription().pattern();
    described.assignment = assignment(member.assigned());
    described.targetAssignment = assignment(target == null ? PartitionSet.EMPTY : target);
    described.memberType = member.classic() == null ? CONSUMER_MEMBER : CLASSIC_MEMBER;
    return described;
  }

  private ConsumerGroupDescribeResponse.Assignment assignment(PartitionSet set) {
    ConsumerGroupDescribeResponse.Assignment assignment =
        new ConsumerGroupDescribeResponse.Assignment();
    for (UUID id : set.topics()) {
      ReadableTopic topic = topics.find(id);
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
