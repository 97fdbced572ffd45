package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.OffsetFetchRequest;
import io.motet.kafka.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.motet.kafka.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import io.motet.kafka.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.motet.kafka.message.OffsetFetchResponse;
import io.motet.kafka.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.motet.kafka.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import io.motet.kafka.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.motet.kafka.message.OffsetFetchResponse.OffsetFetchResponseTopic;
import io.motet.kafka.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import io.motet.kafka.transaction.TransactionCoordinator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Says how far groups have read. Old versions ask for one group; their form is made from the new.
 */
public final class OffsetFetchHandler implements RequestHandler<OffsetFetchRequest> {
  private static final int FIRST_WITH_GROUPS = 8;
  private static final int FIRST_WITH_IDS = 10;
  private static final int FIRST_WITH_TOP_ERROR = 2;

  private final GroupCoordinator coordinator;
  private final TransactionCoordinator transactions;
  private final ReadableTopics topics;
  private final Authorizer authorizer;
  private final GroupAccess access;

  /** For all groups, over the topics of one virtual host. */
  public OffsetFetchHandler(
      GroupCoordinator coordinator,
      TransactionCoordinator transactions,
      ReadableTopics topics,
      Authorizer authorizer) {
    this.coordinator = coordinator;
    this.transactions = transactions;
    this.topics = topics;
    this.authorizer = authorizer;
    this.access = new GroupAccess(authorizer);
  }

  @Override
  public void handle(OffsetFetchRequest request, RequestContext context) {
    // Permissions are the connection's to look up; offsets are the groups'.
    coordinator.run(
        () -> {
          OffsetFetchResponse response = new OffsetFetchResponse();
          if (context.version() >= FIRST_WITH_GROUPS) {
            for (OffsetFetchRequestGroup group : request.groups) {
              response.groups.add(fetch(group, request.requireStable, context));
            }
          } else {
            OffsetFetchResponseGroup answer =
                fetch(singleGroup(request), request.requireStable, context);
            fillOldForm(response, answer, context);
          }
          context.reply(response);
        });
  }

  private static OffsetFetchRequestGroup singleGroup(OffsetFetchRequest request) {
    OffsetFetchRequestGroup group = new OffsetFetchRequestGroup();
    group.groupId = request.groupId;
    group.topics = request.topics == null ? null : new ArrayList<>();
    if (request.topics != null) {
      for (OffsetFetchRequestTopic topic : request.topics) {
        OffsetFetchRequestTopics wanted = new OffsetFetchRequestTopics();
        wanted.name = topic.name;
        wanted.partitionIndexes = topic.partitionIndexes;
        group.topics.add(wanted);
      }
    }
    return group;
  }

  private OffsetFetchResponseGroup fetch(
      OffsetFetchRequestGroup wanted, boolean stable, RequestContext context) {
    OffsetFetchResponseGroup answer = new OffsetFetchResponseGroup();
    answer.groupId = wanted.groupId;
    ErrorCode wrong = access.check(context, Operation.DESCRIBE, wanted.groupId);
    Group group = coordinator.find(wanted.groupId);
    if (wrong == ErrorCode.NONE && group != null) {
      wrong = group.mayFetch(wanted.memberId, wanted.memberEpoch);
    }
    if (wrong != ErrorCode.NONE) {
      answer.errorCode = wrong.code();
      return answer;
    }
    Map<TopicPartition, CommittedOffset> offsets = coordinator.offsets(wanted.groupId);
    List<OffsetFetchRequestTopics> asked = wanted.topics == null ? allOf(offsets) : wanted.topics;
    for (OffsetFetchRequestTopics topic : asked) {
      answer.topics.add(fetchTopic(topic, offsets, context));
    }
    if (stable) {
      refuseUnstable(answer);
    }
    return answer;
  }

  private List<OffsetFetchRequestTopics> allOf(Map<TopicPartition, CommittedOffset> offsets) {
    Map<String, TreeSet<Integer>> partitions = new LinkedHashMap<>();
    offsets
        .keySet()
        .forEach(
            key ->
                partitions
                    .computeIfAbsent(key.topic(), name -> new TreeSet<>())
                    .add(key.partition()));
    List<OffsetFetchRequestTopics> all = new ArrayList<>();
    partitions.forEach(
        (name, indexes) -> {
          OffsetFetchRequestTopics topic = new OffsetFetchRequestTopics();
          topic.name = name;
          ReadableTopic known = topics.find(name);
          if (known != null) {
            topic.topicId = known.id();
          }
          topic.partitionIndexes = indexes.stream().mapToInt(Integer::intValue).toArray();
          all.add(topic);
        });
    return all;
  }

  private OffsetFetchResponseTopics fetchTopic(
      OffsetFetchRequestTopics wanted,
      Map<TopicPartition, CommittedOffset> offsets,
      RequestContext context) {
    boolean byId = context.version() >= FIRST_WITH_IDS;
    ReadableTopic topic = byId ? topics.find(wanted.topicId) : topics.find(wanted.name);
    String name = topic == null ? wanted.name : topic.name();
    ErrorCode wrong = ErrorCode.NONE;
    if (topic == null && byId) {
      wrong = ErrorCode.UNKNOWN_TOPIC_ID;
    } else if (!authorizer.mayTopic(context.session(), Operation.DESCRIBE, name)) {
      wrong = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    }
    OffsetFetchResponseTopics answer = new OffsetFetchResponseTopics();
    answer.name = name;
    answer.topicId = wanted.topicId;
    for (int index : wanted.partitionIndexes) {
      CommittedOffset offset =
          wrong == ErrorCode.NONE ? offsets.get(new TopicPartition(name, index)) : null;
      OffsetFetchResponsePartitions partition = new OffsetFetchResponsePartitions();
      partition.partitionIndex = index;
      partition.errorCode = wrong.code();
      partition.committedOffset = offset == null ? -1 : offset.offset();
      partition.committedLeaderEpoch = offset == null ? -1 : offset.leaderEpoch();
      partition.metadata = offset == null ? "" : offset.metadata();
      answer.partitions.add(partition);
    }
    return answer;
  }

  /** Who takes over must wait for the end of transactions that will move the group's offsets. */
  private void refuseUnstable(OffsetFetchResponseGroup answer) {
    for (OffsetFetchResponseTopics topic : answer.topics) {
      for (OffsetFetchResponsePartitions partition : topic.partitions) {
        if (transactions.isPending(answer.groupId, topic.name, partition.partitionIndex)) {
          partition.errorCode = ErrorCode.UNSTABLE_OFFSET_COMMIT.code();
          partition.committedOffset = -1;
          partition.committedLeaderEpoch = -1;
          partition.metadata = "";
        }
      }
    }
  }

  private static void fillOldForm(
      OffsetFetchResponse response, OffsetFetchResponseGroup group, RequestContext context) {
    response.errorCode = group.errorCode;
    for (OffsetFetchResponseTopics from : group.topics) {
      OffsetFetchResponseTopic topic = new OffsetFetchResponseTopic();
      topic.name = from.name;
      for (OffsetFetchResponsePartitions offset : from.partitions) {
        OffsetFetchResponsePartition partition = new OffsetFetchResponsePartition();
        partition.partitionIndex = offset.partitionIndex;
        partition.committedOffset = offset.committedOffset;
        partition.committedLeaderEpoch = offset.committedLeaderEpoch;
        partition.metadata = offset.metadata;
        boolean errorHere = context.version() < FIRST_WITH_TOP_ERROR && group.errorCode != 0;
        partition.errorCode = errorHere ? group.errorCode : offset.errorCode;
        topic.partitions.add(partition);
      }
      response.topics.add(topic);
    }
  }
}
