package io.motet.kafka.topic;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.CreatePartitionsRequest;
import io.motet.kafka.message.CreatePartitionsRequest.CreatePartitionsTopic;
import io.motet.kafka.message.CreatePartitionsResponse;
import io.motet.kafka.message.CreatePartitionsResponse.CreatePartitionsTopicResult;
import io.motet.kafka.queue.QueueTopics;
import io.motet.kafka.quota.PartitionMutations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Adds partitions to topics. */
public final class CreatePartitionsHandler implements RequestHandler<CreatePartitionsRequest> {
  private static final int STRICT_SINCE = 3;

  private final Topics topics;
  private final QueueTopics queues;
  private final PartitionMutations mutations;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public CreatePartitionsHandler(
      Topics topics, QueueTopics queues, PartitionMutations mutations, Authorizer authorizer) {
    this.topics = topics;
    this.mutations = mutations;
    this.queues = queues;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(CreatePartitionsRequest request, RequestContext context) {
    List<CompletableFuture<CreatePartitionsTopicResult>> results = new ArrayList<>();
    for (CreatePartitionsTopic topic : request.topics) {
      results.add(add(topic, request.validateOnly, context));
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenRun(
            () -> {
              CreatePartitionsResponse response = new CreatePartitionsResponse();
              response.results = results.stream().map(CompletableFuture::join).toList();
              context.reply(response);
            });
  }

  private CompletableFuture<CreatePartitionsTopicResult> add(
      CreatePartitionsTopic wanted, boolean validateOnly, RequestContext context) {
    CreatePartitionsTopicResult wrong = check(wanted, context);
    if (wrong != null || validateOnly) {
      return CompletableFuture.completedFuture(
          wrong == null ? result(wanted.name, ErrorCode.NONE, null) : wrong);
    }
    Topic topic = topics.topic(wanted.name);
    int added = topic == null ? 0 : wanted.count - topic.partitionCount();
    if (mutations.refuse(added, STRICT_SINCE, context)) {
      ErrorCode code = ErrorCode.THROTTLING_QUOTA_EXCEEDED;
      return CompletableFuture.completedFuture(result(wanted.name, code, code.text()));
    }
    return topics
        .addPartitions(wanted.name, wanted.count)
        .handle(
            (grown, failure) ->
                failure == null
                    ? result(wanted.name, ErrorCode.NONE, null)
                    : result(wanted.name, TopicErrors.code(failure), TopicErrors.text(failure)));
  }

  private CreatePartitionsTopicResult check(CreatePartitionsTopic wanted, RequestContext context) {
    if (!authorizer.mayTopic(context.session(), Operation.ALTER, wanted.name)) {
      ErrorCode code = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
      return result(wanted.name, code, code.text());
    }
    Topic topic = topics.topic(wanted.name);
    if (topic == null && queues.find(wanted.name) != null) {
      return result(
          wanted.name, ErrorCode.INVALID_PARTITIONS, "A queue has one partition and no more.");
    }
    if (topic == null) {
      ErrorCode code = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
      return result(wanted.name, code, code.text());
    }
    int now = topic.partitionCount();
    if (wanted.count == now) {
      return result(
          wanted.name, ErrorCode.INVALID_PARTITIONS, "Topic already has " + now + " partition(s).");
    }
    if (wanted.count < now) {
      return result(
          wanted.name,
          ErrorCode.INVALID_PARTITIONS,
          "The topic %s currently has %d partition(s); %d would not be an increase."
              .formatted(wanted.name, now, wanted.count));
    }
    return null;
  }

  private static CreatePartitionsTopicResult result(String name, ErrorCode code, String text) {
    CreatePartitionsTopicResult result = new CreatePartitionsTopicResult();
    result.name = name;
    result.errorCode = code.code();
    result.errorMessage = text;
    return result;
  }
}
