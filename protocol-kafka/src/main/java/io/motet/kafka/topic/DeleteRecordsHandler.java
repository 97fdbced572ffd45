package io.motet.kafka.topic;

import io.motet.broker.topic.OffsetOutOfRangeException;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DeleteRecordsRequest;
import io.motet.kafka.message.DeleteRecordsRequest.DeleteRecordsPartition;
import io.motet.kafka.message.DeleteRecordsRequest.DeleteRecordsTopic;
import io.motet.kafka.message.DeleteRecordsResponse;
import io.motet.kafka.message.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import io.motet.kafka.message.DeleteRecordsResponse.DeleteRecordsTopicResult;
import io.motet.kafka.queue.QueueTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Deletes the records before an offset. */
public final class DeleteRecordsHandler implements RequestHandler<DeleteRecordsRequest> {
  private static final long UNKNOWN = -1;

  private final Topics topics;
  private final QueueTopics queues;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public DeleteRecordsHandler(Topics topics, QueueTopics queues, Authorizer authorizer) {
    this.topics = topics;
    this.queues = queues;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DeleteRecordsRequest request, RequestContext context) {
    DeleteRecordsResponse response = new DeleteRecordsResponse();
    List<CompletableFuture<?>> deletions = new ArrayList<>();
    for (DeleteRecordsTopic topic : request.topics) {
      DeleteRecordsTopicResult answer = new DeleteRecordsTopicResult();
      answer.name = topic.name;
      response.topics.add(answer);
      for (DeleteRecordsPartition wanted : topic.partitions) {
        DeleteRecordsPartitionResult result = new DeleteRecordsPartitionResult();
        result.partitionIndex = wanted.partitionIndex;
        result.lowWatermark = UNKNOWN;
        answer.partitions.add(result);
        deletions.add(delete(topic.name, wanted, result, context));
      }
    }
    CompletableFuture.allOf(deletions.toArray(CompletableFuture[]::new))
        .thenRun(() -> context.reply(response));
  }

  private CompletableFuture<?> delete(
      String topicName,
      DeleteRecordsPartition wanted,
      DeleteRecordsPartitionResult result,
      RequestContext context) {
    Topic topic = topics.topic(topicName);
    Partition partition = topic == null ? null : topic.partition(wanted.partitionIndex);
    if (!authorizer.mayTopic(context.session(), Operation.DELETE, topicName)) {
      result.errorCode = ErrorCode.TOPIC_AUTHORIZATION_FAILED.code();
    } else if (topic == null && queues.find(topicName) != null) {
      result.errorCode = ErrorCode.POLICY_VIOLATION.code();
    } else if (partition == null) {
      result.errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code();
    } else {
      CompletableFuture<?> opened =
          partition.isOpen() ? CompletableFuture.completedFuture(null) : partition.open();
      return opened
          .thenCompose(open -> partition.deleteRecordsBefore(wanted.offset))
          .handle((start, failure) -> fill(result, start, failure));
    }
    return CompletableFuture.completedFuture(null);
  }

  private static DeleteRecordsPartitionResult fill(
      DeleteRecordsPartitionResult result, Long start, Throwable failure) {
    if (failure == null) {
      result.lowWatermark = start;
    } else {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      result.errorCode =
          (cause instanceof OffsetOutOfRangeException
                  ? ErrorCode.OFFSET_OUT_OF_RANGE
                  : ErrorCode.KAFKA_STORAGE_ERROR)
              .code();
    }
    return result;
  }
}
