package io.motet.kafka.config;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.config.ConfigChange.Kind;
import io.motet.kafka.message.IncrementalAlterConfigsRequest;
import io.motet.kafka.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.motet.kafka.message.IncrementalAlterConfigsRequest.AlterableConfig;
import io.motet.kafka.message.IncrementalAlterConfigsResponse;
import io.motet.kafka.message.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sets, unsets, extends and shortens single configurations of resources. */
public final class IncrementalAlterConfigsHandler
    implements RequestHandler<IncrementalAlterConfigsRequest> {
  private final ConfigKinds kinds;

  /** For those kinds of resources. */
  public IncrementalAlterConfigsHandler(ConfigKinds kinds) {
    this.kinds = kinds;
  }

  @Override
  public void handle(IncrementalAlterConfigsRequest request, RequestContext context) {
    ConfigAlteration alteration =
        new ConfigAlteration(kinds, context.session(), request.validateOnly);
    request.resources.forEach(r -> alteration.announce(r.resourceType, r.resourceName));
    List<CompletableFuture<AlterConfigsResourceResponse>> results = new ArrayList<>();
    for (AlterConfigsResource resource : request.resources) {
      results.add(
          alteration
              .alter(resource.resourceType, resource.resourceName, kind -> changes(resource))
              .thenApply(IncrementalAlterConfigsHandler::answer));
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenRun(
            () -> {
              IncrementalAlterConfigsResponse response = new IncrementalAlterConfigsResponse();
              response.responses = results.stream().map(CompletableFuture::join).toList();
              context.reply(response);
            });
  }

  private static List<ConfigChange> changes(AlterConfigsResource resource) {
    List<ConfigChange> changes = new ArrayList<>();
    for (AlterableConfig wanted : resource.configs) {
      Kind kind =
          switch (wanted.configOperation) {
            case 0 -> Kind.SET;
            case 1 -> Kind.DELETE;
            case 2 -> Kind.APPEND;
            case 3 -> Kind.SUBTRACT;
            default ->
                throw new ConfigException(
                    ErrorCode.INVALID_REQUEST, "Unknown operations type " + wanted.configOperation);
          };
      changes.add(new ConfigChange(wanted.name, kind, wanted.value));
    }
    return changes;
  }

  private static AlterConfigsResourceResponse answer(ConfigAlteration.Result result) {
    AlterConfigsResourceResponse answer = new AlterConfigsResourceResponse();
    answer.resourceType = result.type();
    answer.resourceName = result.name();
    answer.errorCode = result.error().code();
    answer.errorMessage = result.text();
    return answer;
  }
}
