package io.motet.kafka.transaction;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.AddPartitionsToTxnRequest;
import io.motet.kafka.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import io.motet.kafka.message.AddPartitionsToTxnResponse;
import io.motet.kafka.message.AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult;
import io.motet.kafka.message.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import io.motet.kafka.queue.QueueTopics;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which partitions a transaction will write to: all that are named, or none. Versions behind 3
 * are what brokers ask each other, and here is none but this one.
 */
public final class AddPartitionsToTxnHandler implements RequestHandler<AddPartitionsToTxnRequest> {
  private static final int FIRST_OF_BROKERS = 4;
  private static final int FIRST_WITH_FENCED = 2;

  private final TransactionCoordinator coordinator;
  private final Topics topics;
  private final QueueTopics queues;
  private final Authorizer authorizer;

  /** For all transactions, over the topics of one virtual host. */
  public AddPartitionsToTxnHandler(
      TransactionCoordinator coordinator,
      Topics topics,
      QueueTopics queues,
      Authorizer authorizer) {
    this.coordinator = coordinator;
    this.topics = topics;
    this.queues = queues;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(AddPartitionsToTxnRequest request, RequestContext context) {
    AddPartitionsToTxnResponse response = new AddPartitionsToTxnResponse();
    if (context.version() >= FIRST_OF_BROKERS) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      context.reply(response);
      return;
    }
    List<AddPartitionsToTxnPartitionResult> results = new ArrayList<>();
    List<TopicPart> partitions = new ArrayList<>();
    for (AddPartitionsToTxnTopic named : request.v3AndBelowTopics) {
      AddPartitionsToTxnTopicResult answer = new AddPartitionsToTxnTopicResult();
      answer.name = named.name;
      response.resultsByTopicV3AndBelow.add(answer);
      Topic topic = topics.topic(named.name);
      for (int index : named.partitions) {
        AddPartitionsToTxnPartitionResult result = new AddPartitionsToTxnPartitionResult();
        result.partitionIndex = index;
        result.partitionErrorCode = check(named.name, topic, index, context).code();
        answer.resultsByPartition.add(result);
        results.add(result);
        if (result.partitionErrorCode == ErrorCode.NONE.code()) {
          partitions.add(new TopicPart(topic.id(), index));
        }
      }
    }
    String id = request.v3AndBelowTransactionalId;
    ErrorCode wrong = TransactionErrors.check(authorizer, context, id);
    if (wrong == ErrorCode.NONE && partitions.size() < results.size()) {
      wrong = ErrorCode.OPERATION_NOT_ATTEMPTED;
    }
    if (wrong != ErrorCode.NONE) {
      fill(results, wrong);
      context.reply(response);
      return;
    }
    Producer producer = new Producer(request.v3AndBelowProducerId, request.v3AndBelowProducerEpoch);
    coordinator.run(
        () ->
            coordinator.addPartitions(
                id,
                producer,
                partitions,
                error -> {
                  fill(results, TransactionErrors.forVersion(error, context, FIRST_WITH_FENCED));
                  context.reply(response);
                }));
  }

  private ErrorCode check(String name, Topic topic, int index, RequestContext context) {
    if (!authorizer.mayTopic(context.session(), Operation.WRITE, name)) {
      return ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    }
    if (topic == null && queues.find(name) != null) {
      return ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT;
    }
    return topic == null || topic.partition(index) == null
        ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
        : ErrorCode.NONE;
  }

  /** What is wrong already stays. */
  private static void fill(List<AddPartitionsToTxnPartitionResult> results, ErrorCode error) {
    for (AddPartitionsToTxnPartitionResult result : results) {
      if (result.partitionErrorCode == ErrorCode.NONE.code()) {
        result.partitionErrorCode = error.code();
      }
    }
  }
}
