package io.motet.kafka.fetch;

import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.OffsetForLeaderEpochRequest;
import io.motet.kafka.message.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.motet.kafka.message.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import io.motet.kafka.message.OffsetForLeaderEpochResponse;
import io.motet.kafka.message.OffsetForLeaderEpochResponse.EpochEndOffset;
import io.motet.kafka.message.OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Says where an epoch of a log ended, for readers that check whether it was cut. */
public final class OffsetForLeaderEpochHandler
    implements RequestHandler<OffsetForLeaderEpochRequest> {
  private final Topics topics;
  private final Authorizer authorizer;

  /** For the topics of one virtual host. */
  public OffsetForLeaderEpochHandler(Topics topics, Authorizer authorizer) {
    this.topics = topics;
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

  private CompletableFuture<?> lookUp(
      String topicName,
      OffsetForLeaderPartition wanted,
      EpochEndOffset end,
      RequestContext context) {
    Topic topic = topics.topic(topicName);
    Partition partition = topic == null ? null : topic.partition(wanted.partition);
    ErrorCode wrong = ErrorCode.NONE;
    if (!authorizer.mayDescribe(context.session(), topicName)) {
      wrong = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    } else if (partition == null) {
      wrong = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    } else {
      wrong = LeaderEpochs.check(wanted.currentLeaderEpoch, partition);
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
