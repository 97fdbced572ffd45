package io.motet.kafka.topic;

import io.motet.broker.topic.Partition;
import io.motet.broker.topic.ProducerDescription;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeProducersRequest;
import io.motet.kafka.message.DescribeProducersRequest.TopicRequest;
import io.motet.kafka.message.DescribeProducersResponse;
import io.motet.kafka.message.DescribeProducersResponse.PartitionResponse;
import io.motet.kafka.message.DescribeProducersResponse.ProducerState;
import io.motet.kafka.message.DescribeProducersResponse.TopicResponse;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.QueueTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Shows the idempotent and transactional producers that partitions remember. */
public final class DescribeProducersHandler implements RequestHandler<DescribeProducersRequest> {
  private final Topics topics;
  private final QueueTopics queues;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public DescribeProducersHandler(Topics topics, QueueTopics queues, Authorizer authorizer) {
    this.topics = topics;
    this.queues = queues;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DescribeProducersRequest request, RequestContext context) {
    DescribeProducersResponse response = new DescribeProducersResponse();
    List<CompletableFuture<?>> lookUps = new ArrayList<>();
    for (TopicRequest wanted : request.topics) {
      TopicResponse answer = new TopicResponse();
      answer.name = wanted.name;
      response.topics.add(answer);
      for (int index : wanted.partitionIndexes) {
        PartitionResponse partition = new PartitionResponse();
        partition.partitionIndex = index;
        answer.partitions.add(partition);
        lookUps.add(describe(wanted.name, partition, context));
      }
    }
    CompletableFuture.allOf(lookUps.toArray(CompletableFuture[]::new))
        .thenRun(() -> context.reply(response));
  }

  private CompletableFuture<?> describe(
      String name, PartitionResponse answer, RequestContext context) {
    Topic topic = topics.topic(name);
    Partition partition = topic == null ? null : topic.partition(answer.partitionIndex);
    ErrorCode wrong = ErrorCode.NONE;
    if (!authorizer.mayTopic(context.session(), Operation.READ, name)) {
      wrong = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    } else if (partition == null && !isQueue(name, answer.partitionIndex)) {
      wrong = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
    if (wrong != ErrorCode.NONE) {
      answer.errorCode = wrong.code();
      answer.errorMessage = wrong.text();
      return CompletableFuture.completedFuture(null);
    }
    if (partition == null) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<?> opened =
        partition.isOpen() ? CompletableFuture.completedFuture(null) : partition.open();
    return opened.handle(
        (open, failure) -> {
          if (failure == null) {
            partition.producers().forEach(one -> answer.activeProducers.add(state(one)));
          } else {
            answer.errorCode = ErrorCode.KAFKA_STORAGE_ERROR.code();
          }
          return answer;
        });
  }

  /** A queue remembers no producers. */
  private boolean isQueue(String name, int partition) {
    return partition == QueueTopic.PARTITION && queues.find(name) != null;
  }

  private static ProducerState state(ProducerDescription producer) {
    ProducerState state = new ProducerState();
    state.producerId = producer.producerId();
    state.producerEpoch = producer.producerEpoch();
    state.lastSequence = producer.lastSequence();
    state.lastTimestamp = producer.lastTimestampMillis();
    state.coordinatorEpoch = producer.coordinatorEpoch();
    state.currentTxnStartOffset = producer.transactionStartOffset();
    return state;
  }
}
