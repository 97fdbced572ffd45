package io.motet.kafka.fetch;

import io.motet.broker.queue.LocalQueue;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.TimestampOffset;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.ListOffsetsRequest;
import io.motet.kafka.message.ListOffsetsRequest.ListOffsetsPartition;
import io.motet.kafka.message.ListOffsetsRequest.ListOffsetsTopic;
import io.motet.kafka.message.ListOffsetsResponse;
import io.motet.kafka.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.motet.kafka.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.QueueTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds offsets by time: the first, the last, or those of a moment. */
public final class ListOffsetsHandler implements RequestHandler<ListOffsetsRequest> {
  private static final long LATEST = -1;
  private static final long EARLIEST = -2;
  private static final long MAX_TIMESTAMP = -3;
  private static final long EARLIEST_LOCAL = -4;
  private static final byte READ_COMMITTED = 1;

  private final Topics topics;
  private final QueueTopics queues;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public ListOffsetsHandler(Topics topics, QueueTopics queues, Authorizer authorizer) {
    this.topics = topics;
    this.queues = queues;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ListOffsetsRequest request, RequestContext context) {
    ListOffsetsResponse response = new ListOffsetsResponse();
    List<CompletableFuture<?>> lookUps = new ArrayList<>();
    for (ListOffsetsTopic topic : request.topics) {
      ListOffsetsTopicResponse answer = new ListOffsetsTopicResponse();
      answer.name = topic.name;
      response.topics.add(answer);
      for (ListOffsetsPartition wanted : topic.partitions) {
        ListOffsetsPartitionResponse result = new ListOffsetsPartitionResponse();
        result.partitionIndex = wanted.partitionIndex;
        result.timestamp = -1;
        result.offset = -1;
        result.leaderEpoch = -1;
        answer.partitions.add(result);
        lookUps.add(lookUp(topic.name, wanted, request.isolationLevel, result, context));
      }
    }
    CompletableFuture.allOf(lookUps.toArray(CompletableFuture[]::new))
        .thenRun(() -> context.reply(response));
  }

  private CompletableFuture<?> lookUp(
      String topicName,
      ListOffsetsPartition wanted,
      byte isolation,
      ListOffsetsPartitionResponse result,
      RequestContext context) {
    if (!authorizer.mayTopic(context.session(), Operation.DESCRIBE, topicName)) {
      return failed(result, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    }
    Topic topic = topics.topic(topicName);
    Partition partition = topic == null ? null : topic.partition(wanted.partitionIndex);
    QueueTopic queue = topic == null ? queues.find(topicName) : null;
    if (queue != null && wanted.partitionIndex == QueueTopic.PARTITION) {
      return lookUp(queue, wanted, result);
    }
    if (partition == null) {
      return failed(result, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
    ErrorCode epoch = LeaderEpochs.check(wanted.currentLeaderEpoch, partition.leaderEpoch());
    if (epoch != ErrorCode.NONE) {
      return failed(result, epoch);
    }
    CompletableFuture<?> opened =
        partition.isOpen() ? CompletableFuture.completedFuture(null) : partition.open();
    return opened
        .thenCompose(open -> find(partition, wanted.timestamp, isolation))
        .handle((found, failure) -> fill(result, found, failure));
  }

  /** The first message that is left, or the end. Queues are not searched by time. */
  private static CompletableFuture<?> lookUp(
      QueueTopic topic, ListOffsetsPartition wanted, ListOffsetsPartitionResponse result) {
    ErrorCode epoch = LeaderEpochs.check(wanted.currentLeaderEpoch, QueueTopic.LEADER_EPOCH);
    if (epoch != ErrorCode.NONE) {
      return failed(result, epoch);
    }
    boolean first = wanted.timestamp == EARLIEST || wanted.timestamp == EARLIEST_LOCAL;
    if (!first && wanted.timestamp != LATEST) {
      return failed(result, ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT);
    }
    if (!(topic.queue() instanceof LocalQueue queue)) {
      return failed(result, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
    return queue
        .retained()
        .thenApply(
            range ->
                new TimestampOffset(
                    -1, first ? range.first() : range.next(), QueueTopic.LEADER_EPOCH))
        .handle((found, failure) -> fill(result, found, failure));
  }

  private static CompletableFuture<TimestampOffset> find(
      Partition partition, long timestamp, byte isolation) {
    if (timestamp == LATEST) {
      return at(
          partition,
          isolation == READ_COMMITTED ? partition.lastStableOffset() : partition.highWatermark());
    }
    if (timestamp == EARLIEST || timestamp == EARLIEST_LOCAL) {
      return at(partition, partition.logStartOffset());
    }
    if (timestamp == MAX_TIMESTAMP) {
      return partition.offsetOfMaxTimestamp();
    }
    // What is left below zero asks about tiers, of which there is one.
    return timestamp < 0
        ? CompletableFuture.completedFuture(TimestampOffset.NONE)
        : partition.offsetForTimestamp(timestamp);
  }

  private static CompletableFuture<TimestampOffset> at(Partition partition, long offset) {
    return CompletableFuture.completedFuture(
        new TimestampOffset(-1, offset, partition.leaderEpoch()));
  }

  private static CompletableFuture<?> failed(ListOffsetsPartitionResponse result, ErrorCode code) {
    result.errorCode = code.code();
    return CompletableFuture.completedFuture(null);
  }

  private static ListOffsetsPartitionResponse fill(
      ListOffsetsPartitionResponse result, TimestampOffset found, Throwable failure) {
    if (failure != null) {
      result.errorCode = ErrorCode.KAFKA_STORAGE_ERROR.code();
      return result;
    }
    result.timestamp = found.timestampMillis();
    result.offset = found.offset();
    if (found.offset() >= 0) {
      // Version 0 has a list in the place of the two.
      result.oldStyleOffsets.add(found.offset());
    }
    result.leaderEpoch = found.leaderEpoch();
    return result;
  }
}
