package io.motet.kafka.fetch;

import io.motet.broker.queue.LocalQueue;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.OffsetForLeaderEpochRequest;
import io.motet.kafka.message.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.motet.kafka.message.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import io.motet.kafka.message.OffsetForLeaderEpochResponse;
import io.motet.kafka.message.OffsetForLeaderEpochResponse.EpochEndOffset;
import io.motet.kafka.message.OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.QueueTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Says where an epoch of a log ended, for readers that check whether it was cut. */
public final class OffsetForLeaderEpochHandler
    implements RequestHandler<OffsetForLeaderEpochRequest> {
  private final Topics topics;
  private final QueueTopics queues;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public OffsetForLeaderEpochHandler(Topics topics, QueueTopics queues, Authorizer authorizer) {
    this.topics = topics;
    this.queues = queues;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(OffsetForLeaderEpochRequest request, RequestContext context) {
    OffsetForLeaderEpochResponse response = new OffsetForLeaderEpochResponse();
    List<CompletableFuture<?>> lookUps = new ArrayList<>();
    for (OffsetForLeaderTopic topic : request.topics) {
      OffsetForLeaderTopicResult answer = new OffsetForLeaderTopicResult();
      answer.topic = topic.topic;
      response.topics.add(answer);
      for (OffsetForLeaderPartition wanted : topic.partitions) {
        EpochEndOffset end = new EpochEndOffset();
        end.partition = wanted.partition;
        end.leaderEpoch = -1;
        end.endOffset = -1;
        answer.partitions.add(end);
        lookUps.add(lookUp(topic.topic, wanted, end, context));
      }
    }
    CompletableFuture.allOf(lookUps.toArray(CompletableFuture[]::new))
        .thenRun(() -> context.reply(response));
  }

  /** A queue has one epoch only. */
  private static CompletableFuture<?> lookUp(
      QueueTopic topic, OffsetForLeaderPartition wanted, EpochEndOffset end) {
    ErrorCode wrong = LeaderEpochs.check(wanted.currentLeaderEpoch, QueueTopic.LEADER_EPOCH);
    if (wrong == ErrorCode.NONE && !(topic.queue() instanceof LocalQueue)) {
      wrong = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
    if (wrong != ErrorCode.NONE || wanted.leaderEpoch != QueueTopic.LEADER_EPOCH) {
      end.errorCode = wrong.code();
      return CompletableFuture.completedFuture(null);
    }
    return ((LocalQueue) topic.queue())
        .retained()
        .handle(
            (range, failure) -> {
              if (failure == null) {
                end.leaderEpoch = QueueTopic.LEADER_EPOCH;
                end.endOffset = range.next();
              } else {
                end.errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code();
              }
              return end;
            });
  }

  private CompletableFuture<?> lookUp(
      String topicName,
      OffsetForLeaderPartition wanted,
      EpochEndOffset end,
      RequestContext context) {
    Topic topic = topics.topic(topicName);
    QueueTopic queue = topic == null ? queues.find(topicName) : null;
    if (queue != null
        && wanted.partition == QueueTopic.PARTITION
        && authorizer.mayTopic(context.session(), Operation.DESCRIBE, topicName)) {
      return lookUp(queue, wanted, end);
    }
    Partition partition = topic == null ? null : topic.partition(wanted.partition);
    ErrorCode wrong = ErrorCode.NONE;
    if (!authorizer.mayTopic(context.session(), Operation.DESCRIBE, topicName)) {
      wrong = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    } else if (partition == null) {
      wrong = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    } else {
      wrong = LeaderEpochs.check(wanted.currentLeaderEpoch, partition.leaderEpoch());
    }
    if (wrong != ErrorCode.NONE) {
      end.errorCode = wrong.code();
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<?> opened =
        partition.isOpen() ? CompletableFuture.completedFuture(null) : partition.open();
    return opened.handle(
        (open, failure) -> {
          if (failure == null) {
            Partition.EpochEnd found = partition.endOffsetFor(wanted.leaderEpoch);
            end.leaderEpoch = found.leaderEpoch();
            end.endOffset = found.endOffset();
          } else {
            end.errorCode = ErrorCode.KAFKA_STORAGE_ERROR.code();
          }
          return end;
        });
  }
}
