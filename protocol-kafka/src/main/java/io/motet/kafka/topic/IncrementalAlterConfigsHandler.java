package io.motet.kafka.topic;

import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicException;
import io.motet.broker.topic.Topics;
import io.motet.broker.user.Access;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.IncrementalAlterConfigsRequest;
import io.motet.kafka.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.motet.kafka.message.IncrementalAlterConfigsRequest.AlterableConfig;
import io.motet.kafka.message.IncrementalAlterConfigsResponse;
import io.motet.kafka.message.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Sets, unsets, extends and shortens single configurations of topics. */
public final class IncrementalAlterConfigsHandler
    implements RequestHandler<IncrementalAlterConfigsRequest> {
  private static final byte SET = 0;
  private static final byte DELETE = 1;
  private static final byte APPEND = 2;
  private static final byte SUBTRACT = 3;

  private final Topics topics;
  private final Authorizer authorizer;

  /** For the topics of one virtual host. */
  public IncrementalAlterConfigsHandler(Topics topics, Authorizer authorizer) {
    this.topics = topics;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(IncrementalAlterConfigsRequest request, RequestContext context) {
    List<CompletableFuture<AlterConfigsResourceResponse>> results = new ArrayList<>();
    for (AlterConfigsResource resource : request.resources) {
      results.add(alter(resource, request.validateOnly, context));
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenRun(
            () -> {
              IncrementalAlterConfigsResponse response = new IncrementalAlterConfigsResponse();
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
      return done(resource, found.error(), found.text());
    }
    Map<String, String> changes;
    try {
      changes = changes(resource, found.topic().config());
      found.topic().config().change(changes);
    } catch (TopicException e) {
      return done(resource, TopicErrors.code(e), e.getMessage());
    }
    if (validateOnly) {
      return done(resource, ErrorCode.NONE, null);
    }
    return topics
        .alterConfigs(resource.resourceName, changes)
        .handle(
            (topic, failure) ->
                failure == null
                    ? result(resource, ErrorCode.NONE, null)
                    : result(resource, TopicErrors.code(failure), TopicErrors.text(failure)));
  }

  private static Map<String, String> changes(AlterConfigsResource resource, TopicConfig config) {
    Map<String, String> changes = new HashMap<>();
    for (AlterableConfig wanted : resource.configs) {
      String value =
          switch (wanted.configOperation) {
            case SET -> required(wanted);
            case DELETE -> null;
            case APPEND, SUBTRACT -> list(wanted, config);
            default ->
                throw new TopicException(
                    TopicException.Reason.INVALID_CONFIG,
                    "Unknown operation type " + wanted.configOperation);
          };
      changes.put(wanted.name, value);
    }
    return changes;
  }

  private static String required(AlterableConfig wanted) {
    if (wanted.value == null) {
      throw new TopicException(
          TopicException.Reason.INVALID_CONFIG, "Null value not supported for : " + wanted.name);
    }
    return wanted.value;
  }

  private static String list(AlterableConfig wanted, TopicConfig config) {
    Set<String> items = new LinkedHashSet<>(config.items(wanted.name));
    List<String> named = List.of(required(wanted).split("\\s*,\\s*", -1));
    if (wanted.configOperation == APPEND) {
      items.addAll(named);
    } else {
      named.forEach(items::remove);
    }
    return String.join(",", items);
  }

  private static CompletableFuture<AlterConfigsResourceResponse> done(
      AlterConfigsResource resource, ErrorCode code, String text) {
    return CompletableFuture.completedFuture(result(resource, code, text));
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
