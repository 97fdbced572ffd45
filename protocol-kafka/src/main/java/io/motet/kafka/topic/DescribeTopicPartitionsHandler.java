package io.motet.kafka.topic;

import static io.motet.kafka.wire.Defaults.NO_INTS;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Describes partitions page by page. Topics come in the order of their names; a cursor says with
 * which partition the next page begins.
 */
public final class DescribeTopicPartitionsHandler
    implements RequestHandler<DescribeTopicPartitionsRequest> {
  private final Topics topics;
  private final Node node;
  private final Authorizer authorizer;
  private final int maxPartitions;

  /**
   * For the topics of one virtual host.
   *
   * @param maxPartitions most of one answer
   */
  public DescribeTopicPartitionsHandler(
      Topics topics, Node node, Authorizer authorizer, int maxPartitions) {
    this.topics = topics;
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

  private TreeSet<String> names(DescribeTopicPartitionsRequest request) {
    TreeSet<String> names = new TreeSet<>();
    if (request.topics.isEmpty()) {
      topics.all().forEach(topic -> names.add(topic.name()));
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
    try {
      TopicNames.check(name);
      return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    } catch (TopicException e) {
      return ErrorCode.INVALID_TOPIC_EXCEPTION;
    }
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
      if (topic == null) {
        if (!all) {
          response.topics.add(error(name, unknown(name)));
        }
        return;
      }
      DescribeTopicPartitionsResponseTopic answer = error(name, ErrorCode.NONE);
      answer.topicId = topic.id();
      answer.isInternal = topic.internal();
      answer.topicAuthorizedOperations =
          authorizer.operations(context.session(), ResourceType.TOPIC, name);
      int end = Math.min(topic.partitionCount(), first + room);
      for (int i = first; i < end; i++) {
        answer.partitions.add(describe(topic, i));
      }
      response.topics.add(answer);
      room -= answer.partitions.size();
      if (end < topic.partitionCount()) {
        goOnWith(name, end);
      }
    }

    private void goOnWith(String name, int partition) {
      response.nextCursor = new Cursor();
      response.nextCursor.topicName = name;
      response.nextCursor.partitionIndex = partition;
    }
  }

  private DescribeTopicPartitionsResponsePartition describe(Topic topic, int index) {
    DescribeTopicPartitionsResponsePartition partition =
        new DescribeTopicPartitionsResponsePartition();
    partition.partitionIndex = index;
    partition.leaderId = node.id();
    partition.leaderEpoch = topic.partition(index).leaderEpoch();
    partition.replicaNodes = new int[] {node.id()};
    partition.isrNodes = partition.replicaNodes;
    partition.eligibleLeaderReplicas = NO_INTS;
    partition.lastKnownElr = NO_INTS;
    return partition;
  }
}
