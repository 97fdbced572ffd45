package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeQuorumRequest;
import io.motet.kafka.message.DescribeQuorumResponse;
import io.motet.kafka.message.DescribeQuorumResponse.Listener;
import io.motet.kafka.message.DescribeQuorumResponse.PartitionData;
import io.motet.kafka.message.DescribeQuorumResponse.ReplicaState;
import io.motet.kafka.message.DescribeQuorumResponse.TopicData;
import java.util.function.LongSupplier;

/** Describes who keeps the metadata: a quorum of one, which leads itself and is never behind. */
public final class DescribeQuorumHandler implements RequestHandler<DescribeQuorumRequest> {
  private static final String METADATA_TOPIC = "__cluster_metadata";
  private static final String LISTENER = "CONTROLLER";
  private static final int EPOCH = 1;

  private final Node node;
  private final Authorizer authorizer;
  private final LongSupplier position;

  /**
   * For the only node.
   *
   * @param position how far the metadata log is, in whatever unit grows
   */
  public DescribeQuorumHandler(Node node, Authorizer authorizer, LongSupplier position) {
    this.node = node;
    this.authorizer = authorizer;
    this.position = position;
  }

  @Override
  public void handle(DescribeQuorumRequest request, RequestContext context) {
    DescribeQuorumResponse response = new DescribeQuorumResponse();
    response.errorMessage = null;
    if (!authorizer.mayCluster(context.session(), Operation.DESCRIBE)) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      response.errorMessage = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text();
      context.reply(response);
      return;
    }
    for (DescribeQuorumRequest.TopicData wanted : request.topics) {
      TopicData topic = new TopicData();
      topic.topicName = wanted.topicName;
      for (DescribeQuorumRequest.PartitionData partition : wanted.partitions) {
        topic.partitions.add(describe(wanted.topicName, partition.partitionIndex, context));
      }
      response.topics.add(topic);
    }
    response.nodes.add(self(context));
    context.reply(response);
  }

  private PartitionData describe(String topic, int index, RequestContext context) {
    PartitionData partition = new PartitionData();
    partition.partitionIndex = index;
    partition.errorMessage = null;
    if (!topic.equals(METADATA_TOPIC) || index != 0) {
      partition.errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code();
      partition.errorMessage = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.text();
      return partition;
    }
    partition.leaderId = node.id();
    partition.leaderEpoch = EPOCH;
    partition.highWatermark = position.getAsLong();
    ReplicaState voter = new ReplicaState();
    voter.replicaId = node.id();
    voter.logEndOffset = partition.highWatermark;
    voter.lastFetchTimestamp = context.shard().currentTimeMillis();
    voter.lastCaughtUpTimestamp = voter.lastFetchTimestamp;
    partition.currentVoters.add(voter);
    return partition;
  }

  private DescribeQuorumResponse.Node self(RequestContext context) {
    DescribeQuorumResponse.Node self = new DescribeQuorumResponse.Node();
    self.nodeId = node.id();
    Listener listener = new Listener();
    listener.name = LISTENER;
    listener.host = node.host(context);
    listener.port = node.port(context);
    self.listeners.add(listener);
    return self;
  }
}
