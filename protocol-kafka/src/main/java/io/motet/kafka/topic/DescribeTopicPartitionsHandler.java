package io.motet.kafka.topic;

import static io.motet.kafka.wire.Defaults.NO_INTS;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicNames;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.api.ResourceType;
import io.motet.kafka.message.DescribeTopicPartitionsRequest;
import io.motet.kafka.message.DescribeTopicPartitionsResponse;
import io.motet.kafka.message.DescribeTopicPartitionsResponse.Cursor;
import io.motet.kafka.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import io.motet.kafka.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.QueueTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Describes partitions page by page. Topics come in the order of their names; a cursor says with
 * which partition the next page begins.
 */
public final class DescribeTopicPartitionsHandler
    implements RequestHandler<DescribeTopicPartitionsRequest> {
  private final Topics topics;
  private final QueueTopics queues;
  private final Node node;
  private final Authorizer authorizer;
  private final int maxPartitions;

  /**
   * For the topics and queues of one virtual host.
   *
   * @param maxPartitions most of one answer
   */
  public DescribeTopicPartitionsHandler(
      Topics topics, QueueTopics queues, Node node, Authorizer authorizer, int maxPartitions) {
    this.topics = topics;
    this.queues = queues;
    this.node = node;
    this.authorizer = authorizer;
    this.maxPartitions = maxPartitions;
  }

  @Override
  public void handle(DescribeTopicPartitionsRequest request, RequestContext context) {
    DescribeTopicPartitionsRequest.Cursor from = request.cursor;
    boolean wrongCursor =
        from != null
            && (from.partitionIndex < 0
                || (!request.topics.isEmpty()
                    && request.topics.stream().noneMatch(t -> t.name.equals(from.topicName))));
    if (wrongCursor) {
      context.disconnect("a cursor that points to nothing that was asked for");
      return;
    }
    boolean all = request.topics.isEmpty();
    Page page =
        new Page(Math.max(1, Math.min(maxPartitions, request.responsePartitionLimit)), context);
    List<DescribeTopicPartitionsResponseTopic> forbidden = new ArrayList<>();
    for (String name : names(request)) {
      if (from != null && name.compareTo(from.topicName) < 0) {
        continue;
      }
      if (authorizer.mayTopic(context.session(), Operation.DESCRIBE, name)) {
        int first = from != null && name.equals(from.topicName) ? from.partitionIndex : 0;
        page.add(name, first, all);
      } else if (!all) {
        forbidden.add(error(name, ErrorCode.TOPIC_AUTHORIZATION_FAILED));
      }
    }
    page.response.topics.addAll(forbidden);
    context.reply(page.response);
  }

  private Set<String> names(DescribeTopicPartitionsRequest request) {
    Set<String> names = new TreeSet<>();
    if (request.topics.isEmpty()) {
      topics.all().forEach(topic -> names.add(topic.name()));
      queues.all().forEach(queue -> names.add(queue.name()));
    } else {
      request.topics.forEach(topic -> names.add(topic.name));
    }
    return names;
  }

  private static DescribeTopicPartitionsResponseTopic error(String name, ErrorCode code) {
    DescribeTopicPartitionsResponseTopic answer = new DescribeTopicPartitionsResponseTopic();
    answer.name = name;
    answer.errorCode = code.code();
    return answer;
  }

  private static ErrorCode unknown(String name) {
    return TopicNames.isAllowed(name)
        ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
        : ErrorCode.INVALID_TOPIC_EXCEPTION;
  }

  /** One answer while it fills. */
  private final class Page {
    private final DescribeTopicPartitionsResponse response = new DescribeTopicPartitionsResponse();
    private final RequestContext context;
    private int room;

    Page(int room, RequestContext context) {
      this.room = room;
      this.context = context;
    }

    /** Does nothing once the page is full. */
    void add(String name, int first, boolean all) {
      if (response.nextCursor != null) {
        return;
      }
      if (room == 0) {
        goOnWith(name, 0);
        return;
      }
      Topic topic = topics.topic(name);
      QueueTopic queue = topic == null ? queues.find(name) : null;
      if (topic == null && queue == null) {
        if (!all) {
          response.topics.add(error(name, unknown(name)));
        }
        return;
      }
      DescribeTopicPartitionsResponseTopic answer = error(name, ErrorCode.NONE);
      answer.topicId = topic == null ? queue.id() : topic.id();
      answer.isInternal = topic == null || topic.internal();
      answer.topicAuthorizedOperations =
          authorizer.operations(context.session(), ResourceType.TOPIC, name);
      int count = topic == null ? 1 : topic.partitionCount();
      int end = Math.min(count, first + room);
      for (int i = first; i < end; i++) {
        int epoch = topic == null ? QueueTopic.LEADER_EPOCH : topic.partition(i).leaderEpoch();
        answer.partitions.add(describe(i, epoch));
      }
      response.topics.add(answer);
      room -= answer.partitions.size();
      if (end < count) {
        goOnWith(name, end);
      }
    }

    private void goOnWith(String name, int partition) {
      response.nextCursor = new Cursor();
      response.nextCursor.topicName = name;
      response.nextCursor.partitionIndex = partition;
    }
  }

  private DescribeTopicPartitionsResponsePartition describe(int index, int leaderEpoch) {
    DescribeTopicPartitionsResponsePartition partition =
        new DescribeTopicPartitionsResponsePartition();
    partition.partitionIndex = index;
    partition.leaderId = node.id();
    partition.leaderEpoch = leaderEpoch;
    partition.replicaNodes = new int[] {node.id()};
    partition.isrNodes = partition.replicaNodes;
    partition.eligibleLeaderReplicas = NO_INTS;
    partition.lastKnownElr = NO_INTS;
    return partition;
  }
}
