package io.motet.kafka.topic;

import static io.motet.kafka.wire.Defaults.ZERO_UUID;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DeleteTopicsRequest;
import io.motet.kafka.message.DeleteTopicsRequest.DeleteTopicState;
import io.motet.kafka.message.DeleteTopicsResponse;
import io.motet.kafka.message.DeleteTopicsResponse.DeletableTopicResult;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.QueueTopics;
import io.motet.kafka.quota.PartitionMutations;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Deletes topics by name or id. */
public final class DeleteTopicsHandler implements RequestHandler<DeleteTopicsRequest> {
  private static final int STRICT_SINCE = 5;

  private final Topics topics;
  private final QueueTopics queues;
  private final PartitionMutations mutations;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public DeleteTopicsHandler(
      Topics topics, QueueTopics queues, PartitionMutations mutations, Authorizer authorizer) {
    this.topics = topics;
    this.mutations = mutations;
    this.queues = queues;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DeleteTopicsRequest request, RequestContext context) {
    List<CompletableFuture<DeletableTopicResult>> results = new ArrayList<>();
    for (String name : request.topicNames) {
      results.add(delete(name, ZERO_UUID, context));
    }
    for (DeleteTopicState topic : request.topics) {
      results.add(delete(topic.name, topic.topicId, context));
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenRun(
            () -> {
              DeleteTopicsResponse response = new DeleteTopicsResponse();
              response.responses = results.stream().map(CompletableFuture::join).toList();
              context.reply(response);
            });
  }

  private CompletableFuture<DeletableTopicResult> delete(
      String name, UUID id, RequestContext context) {
    Topic topic = name == null ? topics.topic(id) : topics.topic(name);
    if (topic != null && !authorizer.mayTopic(context.session(), Operation.DELETE, topic.name())) {
      return CompletableFuture.completedFuture(
          result(name, id, ErrorCode.TOPIC_AUTHORIZATION_FAILED));
    }
    QueueTopic queue = name == null ? queues.find(id) : queues.find(name);
    if (topic == null && queue != null) {
      // Its messages may be other protocols'; what they need to delete it is theirs.
      return CompletableFuture.completedFuture(
          result(queue.name(), id, ErrorCode.TOPIC_DELETION_DISABLED));
    }
    if (topic == null) {
      return CompletableFuture.completedFuture(
          result(
              name,
              id,
              name == null ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
    }
    if (mutations.refuse(topic.partitionCount(), STRICT_SINCE, context)) {
      return CompletableFuture.completedFuture(
          result(name, id, ErrorCode.THROTTLING_QUOTA_EXCEEDED));
    }
    return topics
        .delete(topic.name())
        .handle(
            (nothing, failure) ->
                result(
                    topic.name(),
                    topic.id(),
                    failure == null ? ErrorCode.NONE : TopicErrors.code(failure)));
  }

  private static DeletableTopicResult result(String name, UUID id, ErrorCode code) {
    DeletableTopicResult result = new DeletableTopicResult();
    result.name = name;
    result.topicId = id;
    result.errorCode = code.code();
    result.errorMessage = code.text();
    return result;
  }
}
