package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.AlterReplicaLogDirsRequest;
import io.motet.kafka.message.AlterReplicaLogDirsRequest.AlterReplicaLogDir;
import io.motet.kafka.message.AlterReplicaLogDirsRequest.AlterReplicaLogDirTopic;
import io.motet.kafka.message.AlterReplicaLogDirsResponse;
import io.motet.kafka.message.AlterReplicaLogDirsResponse.AlterReplicaLogDirPartitionResult;
import io.motet.kafka.message.AlterReplicaLogDirsResponse.AlterReplicaLogDirTopicResult;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;

/** Moves partitions between directories: there is one, and all are in it. */
public final class AlterReplicaLogDirsHandler
    implements RequestHandler<AlterReplicaLogDirsRequest> {
  private final ReadableTopics topics;
  private final Authorizer authorizer;
  private final String directory;

  /**
   * For the topics and queues of one virtual host.
   *
   * @param directory the only one
   */
  public AlterReplicaLogDirsHandler(
      ReadableTopics topics, Authorizer authorizer, String directory) {
    this.topics = topics;
    this.authorizer = authorizer;
    this.directory = directory;
  }

  @Override
  public void handle(AlterReplicaLogDirsRequest request, RequestContext context) {
    boolean allowed = authorizer.mayCluster(context.session(), Operation.ALTER);
    AlterReplicaLogDirsResponse response = new AlterReplicaLogDirsResponse();
    for (AlterReplicaLogDir wanted : request.dirs) {
      for (AlterReplicaLogDirTopic topic : wanted.topics) {
        response.results.add(move(wanted.path, topic, allowed));
      }
    }
    context.reply(response);
  }

  private AlterReplicaLogDirTopicResult move(
      String path, AlterReplicaLogDirTopic wanted, boolean allowed) {
    AlterReplicaLogDirTopicResult answer = new AlterReplicaLogDirTopicResult();
    answer.topicName = wanted.name;
    ReadableTopic topic = topics.find(wanted.name);
    for (int index : wanted.partitions) {
      ErrorCode code = ErrorCode.NONE;
      if (!allowed) {
        code = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
      } else if (!path.equals(directory)) {
        code = ErrorCode.LOG_DIR_NOT_FOUND;
      } else if (topic == null || !topic.hasPartition(index)) {
        code = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
      }
      AlterReplicaLogDirPartitionResult result = new AlterReplicaLogDirPartitionResult();
      result.partitionIndex = index;
      result.errorCode = code.code();
      answer.partitions.add(result);
    }
    return answer;
  }
}
