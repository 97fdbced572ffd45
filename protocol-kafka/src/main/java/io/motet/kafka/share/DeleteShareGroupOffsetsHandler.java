package io.motet.kafka.share;

import io.motet.broker.topic.Topic;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DeleteShareGroupOffsetsRequest;
import io.motet.kafka.message.DeleteShareGroupOffsetsRequest.DeleteShareGroupOffsetsRequestTopic;
import io.motet.kafka.message.DeleteShareGroupOffsetsResponse;
import io.motet.kafka.message.DeleteShareGroupOffsetsResponse.DeleteShareGroupOffsetsResponseTopic;
import java.util.ArrayList;
import java.util.List;

/** Has a share group without members forget topics. */
public final class DeleteShareGroupOffsetsHandler
    implements RequestHandler<DeleteShareGroupOffsetsRequest> {
  private final ShareOffsets offsets;
  private final Authorizer authorizer;

  /** For all groups. */
  public DeleteShareGroupOffsetsHandler(ShareOffsets offsets, Authorizer authorizer) {
    this.offsets = offsets;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DeleteShareGroupOffsetsRequest request, RequestContext context) {
    offsets.run(
        () -> {
          DeleteShareGroupOffsetsResponse response = new DeleteShareGroupOffsetsResponse();
          ErrorCode refused = check(request.groupId, context);
          response.errorCode = refused.code();
          response.errorMessage = refused.text();
          List<ShareKey> forgotten = new ArrayList<>();
          if (refused == ErrorCode.NONE) {
            for (DeleteShareGroupOffsetsRequestTopic topic : request.topics) {
              response.responses.add(delete(request.groupId, topic.topicName, forgotten, context));
            }
          }
          offsets
              .forget(forgotten)
              .whenComplete(
                  (done, failure) -> {
                    if (failure != null) {
                      response.errorCode = ErrorCode.COORDINATOR_NOT_AVAILABLE.code();
                    }
                    context.reply(response);
                  });
        });
  }

  private ErrorCode check(String group, RequestContext context) {
    if (!authorizer.mayGroup(context.session(), Operation.DELETE, group)) {
      return ErrorCode.GROUP_AUTHORIZATION_FAILED;
    }
    if (!offsets.groups().exists(group)) {
      return ErrorCode.GROUP_ID_NOT_FOUND;
    }
    return offsets.groups().isEmpty(group) ? ErrorCode.NONE : ErrorCode.NON_EMPTY_GROUP;
  }

  private DeleteShareGroupOffsetsResponseTopic delete(
      String group, String name, List<ShareKey> forgotten, RequestContext context) {
    Topic topic = offsets.topic(name);
    DeleteShareGroupOffsetsResponseTopic answer = new DeleteShareGroupOffsetsResponseTopic();
    answer.topicName = name;
    ErrorCode error = ErrorCode.NONE;
    if (!authorizer.mayTopic(context.session(), Operation.READ, name)) {
      error = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    } else if (topic == null) {
      error = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    } else {
      answer.topicId = topic.id();
      offsets.begun(group).stream()
          .filter(key -> key.topicId().equals(topic.id()))
          .forEach(forgotten::add);
    }
    answer.errorCode = error.code();
    answer.errorMessage = error.text();
    return answer;
  }
}
