package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.OffsetCommitRequest;
import io.motet.kafka.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.motet.kafka.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.motet.kafka.message.OffsetCommitResponse;
import io.motet.kafka.message.OffsetCommitResponse.OffsetCommitResponsePartition;
import io.motet.kafka.message.OffsetCommitResponse.OffsetCommitResponseTopic;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import java.util.LinkedHashMap;
import java.util.Map;

/** A group remembers how far it has read. Answered when that is durable. */
public final class OffsetCommitHandler implements RequestHandler<OffsetCommitRequest> {
  private static final int FIRST_WITH_IDS = 10;
  private static final int FIRST_WITH_EPOCHS = 9;

  /** Versions 2 to 4 may say how long an offset is to be kept; this leaves it to the broker. */
  private static final int DEFAULT_RETENTION = -1;

  private final GroupCoordinator coordinator;
  private final ReadableTopics topics;
  private final Authorizer authorizer;
  private final GroupAccess access;

  /** For all groups, over the topics of one virtual host. */
  public OffsetCommitHandler(
      GroupCoordinator coordinator, ReadableTopics topics, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.topics = topics;
    this.authorizer = authorizer;
    this.access = new GroupAccess(authorizer);
  }

  @Override
  public void handle(OffsetCommitRequest request, RequestContext context) {
    ErrorCode wrong = access.check(context, Operation.READ, request.groupId);
    OffsetCommitResponse response = new OffsetCommitResponse();
    Map<TopicPartition, CommittedOffset> accepted = new LinkedHashMap<>();
    for (OffsetCommitRequestTopic wanted : request.topics) {
      response.topics.add(answer(wanted, wrong, request.retentionTimeMs, accepted, context));
    }
    if (wrong != ErrorCode.NONE || accepted.isEmpty()) {
      context.reply(response);
      return;
    }
    coordinator.run(() -> commit(request, accepted, response, context));
  }

  private OffsetCommitResponseTopic answer(
      OffsetCommitRequestTopic wanted,
      ErrorCode refused,
      long retentionMillis,
      Map<TopicPartition, CommittedOffset> accepted,
      RequestContext context) {
    boolean byId = context.version() >= FIRST_WITH_IDS;
    ReadableTopic topic = byId ? topics.find(wanted.topicId) : topics.find(wanted.name);
    OffsetCommitResponseTopic answer = new OffsetCommitResponseTopic();
    answer.name = topic == null ? wanted.name : topic.name();
    answer.topicId = wanted.topicId;
    for (OffsetCommitRequestPartition partition : wanted.partitions) {
      ErrorCode code = refused == ErrorCode.NONE ? check(topic, byId, partition, context) : refused;
      OffsetCommitResponsePartition result = new OffsetCommitResponsePartition();
      result.partitionIndex = partition.partitionIndex;
      result.errorCode = code.code();
      answer.partitions.add(result);
      if (code == ErrorCode.NONE) {
        accepted.put(
            new TopicPartition(topic.name(), partition.partitionIndex),
            offset(topic, partition, retentionMillis, context.shard().currentTimeMillis()));
      }
    }
    return answer;
  }

  private static CommittedOffset offset(
      ReadableTopic topic,
      OffsetCommitRequestPartition partition,
      long retentionMillis,
      long nowMillis) {
    boolean said = retentionMillis != DEFAULT_RETENTION;
    return new CommittedOffset(
        topic.id(),
        partition.committedOffset,
        partition.committedLeaderEpoch,
        partition.committedMetadata == null ? "" : partition.committedMetadata,
        nowMillis,
        said ? nowMillis + Math.max(0, retentionMillis) : CommittedOffset.NOT_SAID);
  }

  private ErrorCode check(
      ReadableTopic topic,
      boolean byId,
      OffsetCommitRequestPartition partition,
      RequestContext context) {
    if (topic == null) {
      return byId ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
    if (!authorizer.mayTopic(context.session(), Operation.READ, topic.name())) {
      return ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    }
    if (!topic.hasPartition(partition.partitionIndex)) {
      return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
    String metadata = partition.committedMetadata;
    boolean tooLong = metadata != null && coordinator.isTooLong(metadata);
    return tooLong ? ErrorCode.OFFSET_METADATA_TOO_LARGE : ErrorCode.NONE;
  }

  private void commit(
      OffsetCommitRequest request,
      Map<TopicPartition, CommittedOffset> accepted,
      OffsetCommitResponse response,
      RequestContext context) {
    MemberClaim claim =
        new MemberClaim(
            request.memberId, request.groupInstanceId, request.generationIdOrMemberEpoch);
    ErrorCode wrong = coordinator.mayCommit(request.groupId, claim);
    Group group = coordinator.find(request.groupId);
    boolean newProtocol = group != null && group.type() != GroupType.CLASSIC && !group.isEmpty();
    boolean tooOld =
        newProtocol && context.version() < FIRST_WITH_EPOCHS && group.needsEpochs(request.memberId);
    if (wrong == ErrorCode.NONE && tooOld) {
      wrong = ErrorCode.UNSUPPORTED_VERSION;
    }
    if (wrong != ErrorCode.NONE) {
      refuse(response, wrong);
      context.reply(response);
      return;
    }
    if (newProtocol) {
      refuseStale(group, claim, accepted, response);
    }
    coordinator
        .commit(request.groupId, accepted)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                refuse(response, ErrorCode.COORDINATOR_NOT_AVAILABLE);
              }
              context.reply(response);
            });
  }

  /** Whether an epoch is too old may depend on the partition. */
  private static void refuseStale(
      Group group,
      MemberClaim claim,
      Map<TopicPartition, CommittedOffset> accepted,
      OffsetCommitResponse response) {
    for (OffsetCommitResponseTopic topic : response.topics) {
      for (OffsetCommitResponsePartition partition : topic.partitions) {
        TopicPartition key = new TopicPartition(topic.name, partition.partitionIndex);
        CommittedOffset offset = accepted.get(key);
        if (offset != null) {
          ErrorCode code = group.mayCommitTo(claim, offset.topicId(), key.partition());
          if (code != ErrorCode.NONE) {
            partition.errorCode = code.code();
            accepted.remove(key);
          }
        }
      }
    }
  }

  /** What is wrong already stays. */
  private static void refuse(OffsetCommitResponse response, ErrorCode code) {
    for (OffsetCommitResponseTopic topic : response.topics) {
      for (OffsetCommitResponsePartition partition : topic.partitions) {
        if (partition.errorCode == ErrorCode.NONE.code()) {
          partition.errorCode = code.code();
        }
      }
    }
  }
}
