package io.motet.kafka.topic;

import static io.motet.kafka.wire.Defaults.ZERO_UUID;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.api.ResourceType;
import io.motet.kafka.message.MetadataRequest;
import io.motet.kafka.message.MetadataRequest.MetadataRequestTopic;
import io.motet.kafka.message.MetadataResponse;
import io.motet.kafka.message.MetadataResponse.MetadataResponseBroker;
import io.motet.kafka.message.MetadataResponse.MetadataResponsePartition;
import io.motet.kafka.message.MetadataResponse.MetadataResponseTopic;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.QueueTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Says which topics there are and where. A topic that is created by being asked for is in the same
 * answer: with one node there is no leader to wait for.
 */
public final class MetadataHandler implements RequestHandler<MetadataRequest> {
  private static final int FIRST_WITH_CHOICE_OF_CREATION = 4;

  private final Topics topics;
  private final QueueTopics queues;
  private final Node node;
  private final Authorizer authorizer;
  private final TopicOptions options;

  /** For the topics and queues of one virtual host. */
  public MetadataHandler(
      Topics topics, QueueTopics queues, Node node, Authorizer authorizer, TopicOptions options) {
    this.topics = topics;
    this.queues = queues;
    this.node = node;
    this.authorizer = authorizer;
    this.options = options;
  }

  @Override
  public void handle(MetadataRequest request, RequestContext context) {
    boolean all = request.topics == null || (context.version() == 0 && request.topics.isEmpty());
    if (all) {
      context.reply(response(request, context, allVisible(context)));
      return;
    }
    boolean create =
        options.autoCreate()
            && (context.version() < FIRST_WITH_CHOICE_OF_CREATION
                || request.allowAutoTopicCreation);
    List<CompletableFuture<MetadataResponseTopic>> wanted = new ArrayList<>();
    for (MetadataRequestTopic topic : request.topics) {
      wanted.add(find(topic, create, context));
    }
    CompletableFuture.allOf(wanted.toArray(CompletableFuture[]::new))
        .thenRun(
            () ->
                context.reply(
                    response(
                        request, context, wanted.stream().map(CompletableFuture::join).toList())));
  }

  private List<MetadataResponseTopic> allVisible(RequestContext context) {
    List<MetadataResponseTopic> visible = new ArrayList<>();
    for (Topic topic : topics.all()) {
      if (authorizer.mayTopic(context.session(), Operation.DESCRIBE, topic.name())) {
        visible.add(describe(topic));
      }
    }
    for (QueueTopic queue : queues.all()) {
      if (authorizer.mayTopic(context.session(), Operation.DESCRIBE, queue.name())) {
        visible.add(describe(queue));
      }
    }
    return visible;
  }

  private CompletableFuture<MetadataResponseTopic> find(
      MetadataRequestTopic wanted, boolean create, RequestContext context) {
    if (wanted.name == null || !wanted.topicId.equals(ZERO_UUID)) {
      return CompletableFuture.completedFuture(findById(wanted, context));
    }
    if (!authorizer.mayTopic(context.session(), Operation.DESCRIBE, wanted.name)) {
      return CompletableFuture.completedFuture(
          error(wanted.name, ErrorCode.TOPIC_AUTHORIZATION_FAILED));
    }
    Topic topic = topics.topic(wanted.name);
    if (topic != null) {
      return CompletableFuture.completedFuture(describe(topic));
    }
    QueueTopic queue = queues.find(wanted.name);
    if (queue != null) {
      return CompletableFuture.completedFuture(describe(queue));
    }
    if (create && authorizer.mayTopic(context.session(), Operation.CREATE, wanted.name)) {
      return create(wanted.name);
    }
    return CompletableFuture.completedFuture(
        error(wanted.name, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
  }

  private MetadataResponseTopic findById(MetadataRequestTopic wanted, RequestContext context) {
    Topic topic = topics.topic(wanted.topicId);
    QueueTopic queue = queues.find(wanted.topicId);
    MetadataResponseTopic answer = null;
    if (topic != null && authorizer.mayTopic(context.session(), Operation.DESCRIBE, topic.name())) {
      answer = describe(topic);
    } else if (queue != null
        && authorizer.mayTopic(context.session(), Operation.DESCRIBE, queue.name())) {
      answer = describe(queue);
    }
    answer = answer == null ? error(null, ErrorCode.UNKNOWN_TOPIC_ID) : answer;
    answer.topicId = wanted.topicId;
    return answer;
  }

  private CompletableFuture<MetadataResponseTopic> create(String name) {
    return topics
        .create(InternalTopics.declaration(name, options.partitions()))
        .handle(
            (created, failure) -> {
              Topic topic = failure == null ? created : topics.topic(name);
              return topic != null ? describe(topic) : error(name, TopicErrors.code(failure));
            });
  }

  private static MetadataResponseTopic error(String name, ErrorCode code) {
    MetadataResponseTopic answer = new MetadataResponseTopic();
    answer.errorCode = code.code();
    answer.name = name;
    answer.topicId = ZERO_UUID;
    return answer;
  }

  private MetadataResponseTopic describe(Topic topic) {
    MetadataResponseTopic answer = error(topic.name(), ErrorCode.NONE);
    answer.topicId = topic.id();
    answer.isInternal = topic.internal();
    for (int i = 0; i < topic.partitionCount(); i++) {
      answer.partitions.add(partition(i, topic.partition(i).leaderEpoch()));
    }
    return answer;
  }

  /** Internal, so that consumers that subscribe to all topics leave it alone. */
  private MetadataResponseTopic describe(QueueTopic queue) {
    MetadataResponseTopic answer = error(queue.name(), ErrorCode.NONE);
    answer.topicId = queue.id();
    answer.isInternal = true;
    answer.partitions.add(partition(QueueTopic.PARTITION, QueueTopic.LEADER_EPOCH));
    return answer;
  }

  private MetadataResponsePartition partition(int index, int leaderEpoch) {
    MetadataResponsePartition partition = new MetadataResponsePartition();
    partition.partitionIndex = index;
    partition.leaderId = node.id();
    partition.leaderEpoch = leaderEpoch;
    partition.replicaNodes = new int[] {node.id()};
    partition.isrNodes = partition.replicaNodes;
    return partition;
  }

  private void addOperations(
      MetadataResponse response, MetadataRequest request, RequestContext context) {
    ClientSession session = context.session();
    if (request.includeClusterAuthorizedOperations) {
      response.clusterAuthorizedOperations =
          authorizer.operations(session, ResourceType.CLUSTER, node.clusterId());
    }
    if (request.includeTopicAuthorizedOperations) {
      for (MetadataResponseTopic topic : response.topics) {
        if (topic.errorCode == ErrorCode.NONE.code()) {
          topic.topicAuthorizedOperations =
              authorizer.operations(session, ResourceType.TOPIC, topic.name);
        }
      }
    }
  }

  private MetadataResponse response(
      MetadataRequest request, RequestContext context, List<MetadataResponseTopic> answers) {
    MetadataResponse response = new MetadataResponse();
    MetadataResponseBroker broker = new MetadataResponseBroker();
    broker.nodeId = node.id();
    broker.host = node.host(context);
    broker.port = node.port(context);
    response.brokers.add(broker);
    response.clusterId = node.clusterId();
    response.controllerId = node.id();
    response.topics = answers;
    addOperations(response, request, context);
    return response;
  }
}
