package io.motet.kafka.topic;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicDeclaration;
import io.motet.broker.topic.TopicException;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.CreateTopicsRequest;
import io.motet.kafka.message.CreateTopicsRequest.CreatableReplicaAssignment;
import io.motet.kafka.message.CreateTopicsRequest.CreatableTopic;
import io.motet.kafka.message.CreateTopicsRequest.CreatableTopicConfig;
import io.motet.kafka.message.CreateTopicsResponse;
import io.motet.kafka.message.CreateTopicsResponse.CreatableTopicResult;
import io.motet.kafka.quota.PartitionMutations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates topics, or only says whether it could. */
public final class CreateTopicsHandler implements RequestHandler<CreateTopicsRequest> {
  private static final Logger log = LoggerFactory.getLogger(CreateTopicsHandler.class);
  private static final int DEFAULT = -1;

  private static final int STRICT_SINCE = 6;

  private final Topics topics;
  private final PartitionMutations mutations;
  private final Authorizer authorizer;
  private final TopicOptions options;

  /** For the topics of one virtual host. */
  public CreateTopicsHandler(
      Topics topics, PartitionMutations mutations, Authorizer authorizer, TopicOptions options) {
    this.topics = topics;
    this.mutations = mutations;
    this.authorizer = authorizer;
    this.options = options;
  }

  @Override
  public void handle(CreateTopicsRequest request, RequestContext context) {
    List<CompletableFuture<CreatableTopicResult>> results = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    request.topics.stream()
        .map(topic -> topic.name)
        .filter(name -> !seen.add(name))
        .forEach(twice::add);
    for (CreatableTopic topic : request.topics) {
      results.add(
          twice.contains(topic.name)
              ? done(error(topic.name, ErrorCode.INVALID_REQUEST, "Duplicate topic name."))
              : create(topic, request.validateOnly, context));
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenRun(
            () -> {
              CreateTopicsResponse response = new CreateTopicsResponse();
              response.topics = results.stream().map(CompletableFuture::join).toList();
              context.reply(response);
            });
  }

  private CompletableFuture<CreatableTopicResult> create(
      CreatableTopic wanted, boolean validateOnly, RequestContext context) {
    if (!authorizer.mayTopic(context.session(), Operation.CREATE, wanted.name)) {
      return done(
          error(
              wanted.name,
              ErrorCode.TOPIC_AUTHORIZATION_FAILED,
              ErrorCode.TOPIC_AUTHORIZATION_FAILED.text()));
    }
    CreatableTopicResult wrong = check(wanted);
    if (wrong != null) {
      return done(wrong);
    }
    TopicDeclaration declaration =
        new TopicDeclaration(
            wanted.name, partitions(wanted), configs(wanted), InternalTopics.has(wanted.name));
    if (validateOnly) {
      return done(validate(declaration));
    }
    if (mutations.refuse(declaration.partitions(), STRICT_SINCE, context)) {
      ErrorCode code = ErrorCode.THROTTLING_QUOTA_EXCEEDED;
      return done(error(wanted.name, code, code.text()));
    }
    return topics
        .create(declaration)
        .handle(
            (topic, failure) -> failure == null ? created(topic) : failed(wanted.name, failure));
  }

  private CreatableTopicResult validate(TopicDeclaration declaration) {
    try {
      topics.check(declaration);
      return created(declaration);
    } catch (TopicException e) {
      return failed(declaration.name(), e);
    }
  }

  /** Null when nothing is wrong that the core would not find. */
  private CreatableTopicResult check(CreatableTopic wanted) {
    if (!wanted.assignments.isEmpty()) {
      return checkAssignments(wanted);
    }
    if (wanted.numPartitions < 1 && wanted.numPartitions != DEFAULT) {
      return error(
          wanted.name,
          ErrorCode.INVALID_PARTITIONS,
          "Number of partitions was set to an invalid non-positive value.");
    }
    if (wanted.replicationFactor < 1 && wanted.replicationFactor != DEFAULT) {
      return error(
          wanted.name,
          ErrorCode.INVALID_REPLICATION_FACTOR,
          "Replication factor must be larger than 0, or -1 to use the default value.");
    }
    return checkReplication(wanted.name, wanted.replicationFactor);
  }

  private CreatableTopicResult checkReplication(String name, int factor) {
    if (factor <= 1) {
      return null;
    }
    if (options.strictReplication()) {
      return error(
          name,
          ErrorCode.INVALID_REPLICATION_FACTOR,
          ("Unable to replicate the partition %d time(s): The target replication factor of %d"
                  + " cannot be reached because only 1 broker(s) are registered.")
              .formatted(factor, factor));
    }
    log.warn("topic {} wants {} replicas and gets one", name, factor);
    return null;
  }

  private CreatableTopicResult checkAssignments(CreatableTopic wanted) {
    if (wanted.numPartitions != DEFAULT || wanted.replicationFactor != DEFAULT) {
      return error(
          wanted.name,
          ErrorCode.INVALID_REQUEST,
          "Both partition assignments and partition counts or replication factors were given.");
    }
    Set<Integer> indexes = new HashSet<>();
    int replicas = 0;
    for (CreatableReplicaAssignment assignment : wanted.assignments) {
      indexes.add(assignment.partitionIndex);
      replicas = Math.max(replicas, assignment.brokerIds.length);
    }
    for (int i = 0; i < wanted.assignments.size(); i++) {
      if (!indexes.contains(i)) {
        return error(
            wanted.name,
            ErrorCode.INVALID_REPLICA_ASSIGNMENT,
            "partitions should be a consecutive 0-based integer sequence");
      }
    }
    return checkReplication(wanted.name, replicas);
  }

  private int partitions(CreatableTopic wanted) {
    if (!wanted.assignments.isEmpty()) {
      return wanted.assignments.size();
    }
    return wanted.numPartitions == DEFAULT ? options.partitions() : wanted.numPartitions;
  }

  private static Map<String, String> configs(CreatableTopic wanted) {
    Map<String, String> configs = new HashMap<>();
    for (CreatableTopicConfig config : wanted.configs) {
      if (config.value != null) {
        configs.put(config.name, config.value);
      }
    }
    return configs;
  }

  private static CompletableFuture<CreatableTopicResult> done(CreatableTopicResult result) {
    return CompletableFuture.completedFuture(result);
  }

  private static CreatableTopicResult created(Topic topic) {
    CreatableTopicResult result = error(topic.name(), ErrorCode.NONE, null);
    result.topicId = topic.id();
    result.numPartitions = topic.partitionCount();
    result.replicationFactor = 1;
    result.configs = ConfigEntries.ofCreated(topic.config());
    return result;
  }

  private CreatableTopicResult created(TopicDeclaration declaration) {
    CreatableTopicResult result = error(declaration.name(), ErrorCode.NONE, null);
    result.numPartitions = declaration.partitions();
    result.replicationFactor = 1;
    result.configs = ConfigEntries.ofCreated(topics.defaults().with(declaration.configs()));
    return result;
  }

  private static CreatableTopicResult failed(String name, Throwable failure) {
    return error(name, TopicErrors.code(failure), TopicErrors.text(failure));
  }

  private static CreatableTopicResult error(String name, ErrorCode code, String text) {
    CreatableTopicResult result = new CreatableTopicResult();
    result.name = name;
    result.errorCode = code.code();
    result.errorMessage = text;
    return result;
  }
}
