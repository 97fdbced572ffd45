package io.motet.kafka.share;

import io.motet.broker.topic.Topic;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.AlterShareGroupOffsetsRequest;
import io.motet.kafka.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestPartition;
import io.motet.kafka.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.motet.kafka.message.AlterShareGroupOffsetsResponse;
import io.motet.kafka.message.AlterShareGroupOffsetsResponse.AlterShareGroupOffsetsResponsePartition;
import io.motet.kafka.message.AlterShareGroupOffsetsResponse.AlterShareGroupOffsetsResponseTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Has a share group without members go on elsewhere. */
public final class AlterShareGroupOffsetsHandler
    implements RequestHandler<AlterShareGroupOffsetsRequest> {
  private final ShareOffsets offsets;
  private final Authorizer authorizer;

  /** For all groups. */
  public AlterShareGroupOffsetsHandler(ShareOffsets offsets, Authorizer authorizer) {
    this.offsets = offsets;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(AlterShareGroupOffsetsRequest request, RequestContext context) {
    offsets.run(
        () -> {
          AlterShareGroupOffsetsResponse response = new AlterShareGroupOffsetsResponse();
          ErrorCode refused = check(request.groupId, context);
          response.errorCode = refused.code();
          response.errorMessage = refused.text();
          List<CompletableFuture<?>> changes = new ArrayList<>();
          if (refused == ErrorCode.NONE) {
            request.topics.forEach(
                topic -> response.responses.add(alter(request.groupId, topic, changes, context)));
          }
          CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new))
              .thenRun(() -> context.reply(response));
        });
  }

  private ErrorCode check(String group, RequestContext context) {
    if (!authorizer.mayGroup(context.session(), Operation.READ, group)) {
      return ErrorCode.GROUP_AUTHORIZATION_FAILED;
    }
    if (!offsets.groups().isEmpty(group)) {
      return ErrorCode.NON_EMPTY_GROUP;
    }
    return offsets.groups().make(group) ? ErrorCode.NONE : ErrorCode.GROUP_ID_NOT_FOUND;
  }

  private AlterShareGroupOffsetsResponseTopic alter(
      String group,
      AlterShareGroupOffsetsRequestTopic wanted,
      List<CompletableFuture<?>> changes,
      RequestContext context) {
    Topic topic = offsets.topic(wanted.topicName);
    boolean allowed = authorizer.mayTopic(context.session(), Operation.READ, wanted.topicName);
    AlterShareGroupOffsetsResponseTopic answer = new AlterShareGroupOffsetsResponseTopic();
    answer.topicName = wanted.topicName;
    if (topic != null) {
      answer.topicId = topic.id();
    }
    for (AlterShareGroupOffsetsRequestPartition partition : wanted.partitions) {
      AlterShareGroupOffsetsResponsePartition result =
          new AlterShareGroupOffsetsResponsePartition();
      result.partitionIndex = partition.partitionIndex;
      answer.partitions.add(result);
      if (!allowed) {
        fail(result, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
      } else if (topic == null || topic.partition(partition.partitionIndex) == null) {
        fail(result, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
      } else if (partition.startOffset < 0) {
        fail(result, ErrorCode.INVALID_REQUEST);
      } else {
        ShareKey key = new ShareKey(group, topic.id(), partition.partitionIndex);
        changes.add(
            offsets
                .reset(key, partition.startOffset)
                .exceptionally(
                    failure -> {
                      fail(result, ErrorCode.COORDINATOR_NOT_AVAILABLE);
                      return null;
                    }));
      }
    }
    return answer;
  }

  private static void fail(AlterShareGroupOffsetsResponsePartition result, ErrorCode error) {
    result.errorCode = error.code();
    result.errorMessage = error.text();
  }
}
