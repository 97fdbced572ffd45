package io.motet.kafka.topic;

import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicException;
import io.motet.broker.topic.Topics;
import io.motet.broker.user.Access;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.AlterConfigsRequest;
import io.motet.kafka.message.AlterConfigsRequest.AlterConfigsResource;
import io.motet.kafka.message.AlterConfigsRequest.AlterableConfig;
import io.motet.kafka.message.AlterConfigsResponse;
import io.motet.kafka.message.AlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sets all configurations of topics: what is not named goes back to its default. */
public final class AlterConfigsHandler implements RequestHandler<AlterConfigsRequest> {
  private final Topics topics;
  private final Authorizer authorizer;

  /** For the topics of one virtual host. */
  public AlterConfigsHandler(Topics topics, Authorizer authorizer) {
    this.topics = topics;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(AlterConfigsRequest request, RequestContext context) {
    List<CompletableFuture<AlterConfigsResourceResponse>> results = new ArrayList<>();
    for (AlterConfigsResource resource : request.resources) {
      results.add(alter(resource, request.validateOnly, context));
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenRun(
            () -> {
              AlterConfigsResponse response = new AlterConfigsResponse();
              response.responses = results.stream().map(CompletableFuture::join).toList();
              context.reply(response);
            });
  }

  private CompletableFuture<AlterConfigsResourceResponse> alter(
      AlterConfigsResource resource, boolean validateOnly, RequestContext context) {
    ConfigTargets.Found found =
        ConfigTargets.find(
            topics,
            resource.resourceType,
            resource.resourceName,
            name -> authorizer.may(context.session(), Access.CONFIGURE, name));
    if (found.error() != ErrorCode.NONE) {
      return CompletableFuture.completedFuture(result(resource, found.error(), found.text()));
    }
    CompletableFuture<?> altered;
    try {
      TopicConfig config = found.topic().config();
      Map<String, String> changes = changes(resource, config);
      config.change(changes);
      altered =
          validateOnly
              ? CompletableFuture.completedFuture(null)
              : topics.alterConfigs(resource.resourceName, changes);
    } catch (TopicException e) {
      altered = CompletableFuture.failedFuture(e);
    }
    return altered.handle(
        (done, failure) ->
            failure == null
                ? result(resource, ErrorCode.NONE, null)
                : result(resource, TopicErrors.code(failure), TopicErrors.text(failure)));
  }

  private static Map<String, String> changes(AlterConfigsResource resource, TopicConfig config) {
    Map<String, String> changes = new HashMap<>();
    config.own().keySet().forEach(name -> changes.put(name, null));
    for (AlterableConfig wanted : resource.configs) {
      if (wanted.value == null) {
        throw new TopicException(
            TopicException.Reason.INVALID_CONFIG, "Null value not supported for : " + wanted.name);
      }
      changes.put(wanted.name, wanted.value);
    }
    return changes;
  }

  private static AlterConfigsResourceResponse result(
      AlterConfigsResource resource, ErrorCode code, String text) {
    AlterConfigsResourceResponse result = new AlterConfigsResourceResponse();
    result.resourceType = resource.resourceType;
    result.resourceName = resource.resourceName;
    result.errorCode = code.code();
    result.errorMessage = text;
    return result;
  }
}
