package io.motet.kafka.group.consumer;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.message.ConsumerGroupHeartbeatRequest;
import io.motet.kafka.message.ConsumerGroupHeartbeatResponse;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A member of a consumer group joins, says that it is alive, or leaves. */
public final class ConsumerGroupHeartbeatHandler
    implements RequestHandler<ConsumerGroupHeartbeatRequest> {
  private final ConsumerGroups groups;
  private final ReadableTopics topics;
  private final Authorizer authorizer;

  /** For all groups, over the topics of one virtual host. */
  public ConsumerGroupHeartbeatHandler(
      ConsumerGroups groups, ReadableTopics topics, Authorizer authorizer) {
    this.groups = groups;
    this.topics = topics;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ConsumerGroupHeartbeatRequest request, RequestContext context) {
    ErrorCode refused = authorize(request, context);
    if (refused != ErrorCode.NONE) {
      context.reply(error(refused, refused.text()));
      return;
    }
    groups.run(
        () -> {
          try {
            HeartbeatChecks.check(request, context.version(), Assignors.names());
            serve(request, context);
          } catch (GroupException e) {
            context.reply(error(e.code(), e.getMessage()));
          }
        });
  }

  private ErrorCode authorize(ConsumerGroupHeartbeatRequest request, RequestContext context) {
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

  private void serve(ConsumerGroupHeartbeatRequest request, RequestContext context) {
    ConsumerGroupHeartbeatResponse response = new ConsumerGroupHeartbeatResponse();
    ConsumerGroup group;
    if (request.memberEpoch == HeartbeatChecks.LEAVE || request.memberEpoch == ConsumerGroup.AWAY) {
      group = groups.get(request.groupId);
      boolean willBeBack = request.memberEpoch == ConsumerGroup.AWAY;
      group.leave(request.memberId, request.instanceId, willBeBack);
      response.memberId = request.memberId;
      response.memberEpoch = request.memberEpoch;
    } else {
      group =
          request.memberEpoch == 0
              ? groups.getOrCreate(request.groupId)
              : groups.get(request.groupId);
      fill(response, group, group.heartbeat(report(request, context)));
    }
    group.whenSaved(
        () -> context.reply(response),
        () -> context.reply(error(ErrorCode.COORDINATOR_NOT_AVAILABLE, null)));
  }

  private MemberReport report(ConsumerGroupHeartbeatRequest request, RequestContext context) {
    String memberId = request.memberId.isEmpty() ? groups.newMemberId() : request.memberId;
    MemberIdentity identity =
        new MemberIdentity(
            memberId,
            request.instanceId,
            request.rackId,
            context.clientId() == null ? "" : context.clientId(),
            context.peerAddress().getAddress().toString());
    Set<String> names =
        request.subscribedTopicNames == null ? null : new TreeSet<>(request.subscribedTopicNames);
    return new MemberReport(
        identity,
        request.memberEpoch,
        request.rebalanceTimeoutMs,
        names,
        request.subscribedTopicRegex,
        request.serverAssignor,
        owned(request),
        name -> authorizer.mayTopic(context.session(), Operation.DESCRIBE, name));
  }

  /** Partitions that there are not can be nobody's, and are not counted. */
  private PartitionSet owned(ConsumerGroupHeartbeatRequest request) {
    if (request.topicPartitions == null) {
      return null;
    }
    PartitionSet.Builder owned = PartitionSet.builder();
    for (ConsumerGroupHeartbeatRequest.TopicPartitions said : request.topicPartitions) {
      ReadableTopic topic = topics.find(said.topicId);
      for (int partition : said.partitions) {
        if (topic != null && partition >= 0 && partition < topic.partitionCount()) {
          owned.add(said.topicId, partition);
        }
      }
    }
    return owned.build();
  }

  private void fill(
      ConsumerGroupHeartbeatResponse response, ConsumerGroup group, MemberOrders orders) {
    response.memberId = orders.memberId();
    response.memberEpoch = orders.epoch();
    response.heartbeatIntervalMs = groups.options().times().heartbeatIntervalMillis(group.id());
    if (orders.assigned() != null) {
      response.assignment = new ConsumerGroupHeartbeatResponse.Assignment();
      for (UUID topic : orders.assigned().topics()) {
        ConsumerGroupHeartbeatResponse.TopicPartitions partitions =
            new ConsumerGroupHeartbeatResponse.TopicPartitions();
        partitions.topicId = topic;
        partitions.partitions = orders.assigned().partitions(topic);
        response.assignment.topicPartitions.add(partitions);
      }
    }
  }

  private static ConsumerGroupHeartbeatResponse error(ErrorCode code, String text) {
    ConsumerGroupHeartbeatResponse response = new ConsumerGroupHeartbeatResponse();
    response.errorCode = code.code();
    response.errorMessage = text;
    return response;
  }
}
