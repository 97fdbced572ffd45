package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.OffsetDeleteRequest;
import io.motet.kafka.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.motet.kafka.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.motet.kafka.message.OffsetDeleteResponse;
import io.motet.kafka.message.OffsetDeleteResponse.OffsetDeleteResponsePartition;
import io.motet.kafka.message.OffsetDeleteResponse.OffsetDeleteResponseTopic;
import io.motet.kafka.queue.ReadableTopics;
import java.util.ArrayList;
import java.util.List;

/** Makes a group forget where it was in some partitions. */
public final class OffsetDeleteHandler implements RequestHandler<OffsetDeleteRequest> {
  private final GroupCoordinator coordinator;
  private final ReadableTopics topics;
  private final Authorizer authorizer;
  private final GroupAccess access;

  /** For all groups, over the topics of one virtual host. */
  public OffsetDeleteHandler(
      GroupCoordinator coordinator, ReadableTopics topics, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.topics = topics;
    this.authorizer = authorizer;
    this.access = new GroupAccess(authorizer);
  }

  @Override
  public void handle(OffsetDeleteRequest request, RequestContext context) {
    coordinator.run(() -> delete(request, context));
  }

  private void delete(OffsetDeleteRequest request, RequestContext context) {
    Group group = coordinator.find(request.groupId);
    ErrorCode wrong = access.check(context, Operation.DELETE, request.groupId);
    if (wrong == ErrorCode.NONE && group == null) {
      wrong = ErrorCode.GROUP_ID_NOT_FOUND;
    }
    if (wrong == ErrorCode.NONE && mayReadAnything(group)) {
      wrong = ErrorCode.NON_EMPTY_GROUP;
    }
    OffsetDeleteResponse response = new OffsetDeleteResponse();
    if (wrong != ErrorCode.NONE) {
      response.errorCode = wrong.code();
      context.reply(response);
      return;
    }
    List<TopicPartition> accepted = new ArrayList<>();
    for (OffsetDeleteRequestTopic topic : request.topics) {
      OffsetDeleteResponseTopic answer = new OffsetDeleteResponseTopic();
      answer.name = topic.name;
      response.topics.add(answer);
      for (OffsetDeleteRequestPartition partition : topic.partitions) {
        ErrorCode code = check(group, topic.name, context);
        OffsetDeleteResponsePartition result = new OffsetDeleteResponsePartition();
        result.partitionIndex = partition.partitionIndex;
        result.errorCode = code.code();
        answer.partitions.add(result);
        if (code == ErrorCode.NONE) {
          accepted.add(new TopicPartition(topic.name, partition.partitionIndex));
        }
      }
    }
    coordinator
        .deleteOffsets(request.groupId, accepted)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                response.errorCode = ErrorCode.COORDINATOR_NOT_AVAILABLE.code();
              }
              context.reply(response);
            });
  }

  /** What members read that are no consumers only they know. */
  private static boolean mayReadAnything(Group group) {
    return group.type() == GroupType.CLASSIC
        && !group.isEmpty()
        && !group.protocolType().equals(EmbeddedProtocol.CONSUMERS);
  }

  private ErrorCode check(Group group, String topic, RequestContext context) {
    if (!authorizer.mayTopic(context.session(), Operation.READ, topic)) {
      return ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    }
    if (topics.find(topic) == null) {
      return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
    return group.isSubscribedTo(topic) ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE;
  }
}
