package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.ElectLeadersRequest;
import io.motet.kafka.message.ElectLeadersRequest.TopicPartitions;
import io.motet.kafka.message.ElectLeadersResponse;
import io.motet.kafka.message.ElectLeadersResponse.PartitionResult;
import io.motet.kafka.message.ElectLeadersResponse.ReplicaElectionResult;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;

/** Elects leaders: every partition has its only one already. */
public final class ElectLeadersHandler implements RequestHandler<ElectLeadersRequest> {
  private final ReadableTopics topics;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public ElectLeadersHandler(ReadableTopics topics, Authorizer authorizer) {
    this.topics = topics;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ElectLeadersRequest request, RequestContext context) {
    boolean allowed = authorizer.mayCluster(context.session(), Operation.ALTER);
    ElectLeadersResponse response = new ElectLeadersResponse();
    response.errorCode = (allowed ? ErrorCode.NONE : ErrorCode.CLUSTER_AUTHORIZATION_FAILED).code();
    // Where all partitions are meant, those that need no election are not named.
    if (request.topicPartitions != null) {
      for (TopicPartitions wanted : request.topicPartitions) {
        response.replicaElectionResults.add(elect(wanted, allowed));
      }
    }
    context.reply(response);
  }

  private ReplicaElectionResult elect(TopicPartitions wanted, boolean allowed) {
    ReplicaElectionResult answer = new ReplicaElectionResult();
    answer.topic = wanted.topic;
    ReadableTopic topic = topics.find(wanted.topic);
    for (int index : wanted.partitions) {
      PartitionResult result = new PartitionResult();
      result.partitionId = index;
      result.errorMessage = null;
      if (!allowed) {
        result.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      } else if (topic != null && topic.hasPartition(index)) {
        result.errorCode = ErrorCode.ELECTION_NOT_NEEDED.code();
      } else {
        result.errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code();
        result.errorMessage =
            topic == null
                ? "No such topic as " + wanted.topic
                : "No such partition as " + wanted.topic + "-" + index;
      }
      answer.partitionResult.add(result);
    }
    return answer;
  }
}
