package io.motet.kafka.topic;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicConfigKey;
import io.motet.broker.topic.TopicConfigKeys;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeConfigsRequest;
import io.motet.kafka.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.motet.kafka.message.DescribeConfigsResponse;
import io.motet.kafka.message.DescribeConfigsResponse.DescribeConfigsResult;
import io.motet.kafka.queue.QueueTopics;

/** Shows the configurations of topics, the defaults included. */
public final class DescribeConfigsHandler implements RequestHandler<DescribeConfigsRequest> {
  private final Topics topics;
  private final QueueTopics queues;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public DescribeConfigsHandler(Topics topics, QueueTopics queues, Authorizer authorizer) {
    this.topics = topics;
    this.queues = queues;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DescribeConfigsRequest request, RequestContext context) {
    DescribeConfigsResponse response = new DescribeConfigsResponse();
    for (DescribeConfigsResource resource : request.resources) {
      response.results.add(describe(resource, request, context));
    }
    context.reply(response);
  }

  /** Queues have none that Kafka knows. */
  private boolean isQueue(DescribeConfigsResource resource, RequestContext context) {
    return resource.resourceType == ConfigTargets.TOPIC
        && topics.topic(resource.resourceName) == null
        && queues.find(resource.resourceName) != null
        && authorizer.mayDescribe(context.session(), resource.resourceName);
  }

  private DescribeConfigsResult describe(
      DescribeConfigsResource resource, DescribeConfigsRequest request, RequestContext context) {
    DescribeConfigsResult result = new DescribeConfigsResult();
    result.resourceType = resource.resourceType;
    result.resourceName = resource.resourceName;
    if (isQueue(resource, context)) {
      return result;
    }
    ConfigTargets.Found found =
        ConfigTargets.find(
            topics,
            resource.resourceType,
            resource.resourceName,
            name -> authorizer.mayDescribe(context.session(), name));
    if (found.error() != ErrorCode.NONE) {
      result.errorCode = found.error().code();
      result.errorMessage = found.text();
      return result;
    }
    Topic topic = found.topic();
    for (TopicConfigKey key : TopicConfigKeys.all()) {
      if (resource.configurationKeys == null || resource.configurationKeys.contains(key.name())) {
        result.configs.add(
            ConfigEntries.described(
                topic.config(), key, request.includeSynonyms, request.includeDocumentation));
      }
    }
    return result;
  }
}
