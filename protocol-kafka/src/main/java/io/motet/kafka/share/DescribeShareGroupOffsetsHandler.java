package io.motet.kafka.share;

import io.motet.broker.topic.Topic;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeShareGroupOffsetsRequest;
import io.motet.kafka.message.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestGroup;
import io.motet.kafka.message.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestTopic;
import io.motet.kafka.message.DescribeShareGroupOffsetsResponse;
import io.motet.kafka.message.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponseGroup;
import io.motet.kafka.message.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponsePartition;
import io.motet.kafka.message.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponseTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Says where share groups are. */
public final class DescribeShareGroupOffsetsHandler
    implements RequestHandler<DescribeShareGroupOffsetsRequest> {
  private final ShareOffsets offsets;
  private final Authorizer authorizer;

  /** For all groups. */
  public DescribeShareGroupOffsetsHandler(ShareOffsets offsets, Authorizer authorizer) {
    this.offsets = offsets;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DescribeShareGroupOffsetsRequest request, RequestContext context) {
    offsets.run(
        () -> {
          DescribeShareGroupOffsetsResponse response = new DescribeShareGroupOffsetsResponse();
          List<CompletableFuture<?>> lookUps = new ArrayList<>();
          for (DescribeShareGroupOffsetsRequestGroup group : request.groups) {
            DescribeShareGroupOffsetsResponseGroup answer =
                new DescribeShareGroupOffsetsResponseGroup();
            answer.groupId = group.groupId;
            response.groups.add(answer);
            describe(group, answer, lookUps, context);
          }
          CompletableFuture.allOf(lookUps.toArray(CompletableFuture[]::new))
              .thenRun(() -> context.reply(response));
        });
  }

  private void describe(
      DescribeShareGroupOffsetsRequestGroup group,
      DescribeShareGroupOffsetsResponseGroup answer,
      List<CompletableFuture<?>> lookUps,
      RequestContext context) {
    if (!authorizer.mayGroup(context.session(), Operation.DESCRIBE, group.groupId)) {
      fail(answer, ErrorCode.GROUP_AUTHORIZATION_FAILED, null);
    } else if (!offsets.groups().exists(group.groupId)) {
      fail(answer, ErrorCode.GROUP_ID_NOT_FOUND, "Group " + group.groupId + " not found.");
    } else {
      wanted(group)
          .forEach(
              (topic, partitions) -> {
                answer.topics.add(describe(group.groupId, topic, partitions, lookUps, context));
              });
    }
  }

  private static void fail(
      DescribeShareGroupOffsetsResponseGroup answer, ErrorCode error, String text) {
    answer.errorCode = error.code();
    answer.errorMessage = text == null ? error.text() : text;
  }

  private Map<String, Set<Integer>> wanted(DescribeShareGroupOffsetsRequestGroup group) {
    Map<String, Set<Integer>> wanted = new TreeMap<>();
    if (group.topics == null) {
      for (ShareKey key : offsets.begun(group.groupId)) {
        String name = offsets.topicName(key.topicId());
        if (name != null) {
          wanted.computeIfAbsent(name, topic -> new TreeSet<>()).add(key.partition());
        }
      }
      return wanted;
    }
    for (DescribeShareGroupOffsetsRequestTopic topic : group.topics) {
      Set<Integer> partitions = wanted.computeIfAbsent(topic.topicName, name -> new TreeSet<>());
      for (int partition : topic.partitions) {
        partitions.add(partition);
      }
    }
    return wanted;
  }

  private DescribeShareGroupOffsetsResponseTopic describe(
      String group,
      String name,
      Set<Integer> partitions,
      List<CompletableFuture<?>> lookUps,
      RequestContext context) {
    Topic topic = offsets.topic(name);
    DescribeShareGroupOffsetsResponseTopic answer = new DescribeShareGroupOffsetsResponseTopic();
    answer.topicName = name;
    if (topic != null) {
      answer.topicId = topic.id();
    }
    boolean allowed = authorizer.mayTopic(context.session(), Operation.DESCRIBE, name);
    for (int index : partitions) {
      DescribeShareGroupOffsetsResponsePartition partition =
          new DescribeShareGroupOffsetsResponsePartition();
      partition.partitionIndex = index;
      partition.startOffset = -1;
      answer.partitions.add(partition);
      ErrorCode error =
          !allowed
              ? ErrorCode.TOPIC_AUTHORIZATION_FAILED
              : topic == null || topic.partition(index) == null
                  ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                  : ErrorCode.NONE;
      partition.errorCode = error.code();
      partition.errorMessage = error.text();
      if (error == ErrorCode.NONE) {
        lookUps.add(
            offsets
                .place(new ShareKey(group, topic.id(), index))
                .thenAccept(
                    place -> {
                      partition.startOffset = place.startOffset();
                      partition.lag = place.lag();
                      partition.leaderEpoch = topic.partition(index).leaderEpoch();
                    }));
      }
    }
    return answer;
  }
}
