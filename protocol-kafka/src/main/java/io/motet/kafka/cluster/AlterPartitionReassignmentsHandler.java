package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.AlterPartitionReassignmentsRequest;
import io.motet.kafka.message.AlterPartitionReassignmentsRequest.ReassignablePartition;
import io.motet.kafka.message.AlterPartitionReassignmentsRequest.ReassignableTopic;
import io.motet.kafka.message.AlterPartitionReassignmentsResponse;
import io.motet.kafka.message.AlterPartitionReassignmentsResponse.ReassignablePartitionResponse;
import io.motet.kafka.message.AlterPartitionReassignmentsResponse.ReassignableTopicResponse;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;

/** Moves replicas: the only place for them is where they are. */
public final class AlterPartitionReassignmentsHandler
    implements RequestHandler<AlterPartitionReassignmentsRequest> {
  private final ReadableTopics topics;
  private final Node node;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public AlterPartitionReassignmentsHandler(
      ReadableTopics topics, Node node, Authorizer authorizer) {
    this.topics = topics;
    this.node = node;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(AlterPartitionReassignmentsRequest request, RequestContext context) {
    AlterPartitionReassignmentsResponse response = new AlterPartitionReassignmentsResponse();
    response.allowReplicationFactorChange = request.allowReplicationFactorChange;
    response.errorMessage = null;
    if (authorizer.mayCluster(context.session(), Operation.ALTER)) {
      request.topics.forEach(topic -> response.responses.add(reassign(topic)));
    } else {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      response.errorMessage = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text();
    }
    context.reply(response);
  }

  private ReassignableTopicResponse reassign(ReassignableTopic wanted) {
    ReassignableTopicResponse answer = new ReassignableTopicResponse();
    answer.name = wanted.name;
    ReadableTopic topic = topics.find(wanted.name);
    for (ReassignablePartition partition : wanted.partitions) {
      answer.partitions.add(reassign(wanted.name, topic, partition));
    }
    return answer;
  }

  private ReassignablePartitionResponse reassign(
      String name, ReadableTopic topic, ReassignablePartition wanted) {
    int index = wanted.partitionIndex;
    if (topic == null) {
      return result(
          index,
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
          "Unable to find a topic named " + name + ".");
    }
    if (!topic.hasPartition(index)) {
      return result(
          index,
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
          "Unable to find partition " + name + ":" + index + ".");
    }
    if (wanted.replicas == null) {
      ErrorCode none = ErrorCode.NO_REASSIGNMENT_IN_PROGRESS;
      return result(index, none, none.text());
    }
    String wrong = wrongReplicas(wanted.replicas);
    return wrong == null
        ? result(index, ErrorCode.NONE, null)
        : result(index, ErrorCode.INVALID_REPLICA_ASSIGNMENT, wrong);
  }

  /** Null when they are the only ones possible. */
  private String wrongReplicas(int[] replicas) {
    if (replicas.length == 0) {
      return "The manual partition assignment includes an empty replica list.";
    }
    for (int replica : replicas) {
      if (replica != node.id()) {
        return "The manual partition assignment includes broker "
            + replica
            + ", but no such broker is registered.";
      }
    }
    return replicas.length == 1
        ? null
        : "The manual partition assignment includes the broker " + node.id() + " more than once.";
  }

  private static ReassignablePartitionResponse result(int index, ErrorCode code, String text) {
    ReassignablePartitionResponse result = new ReassignablePartitionResponse();
    result.partitionIndex = index;
    result.errorCode = code.code();
    result.errorMessage = text;
    return result;
  }
}
