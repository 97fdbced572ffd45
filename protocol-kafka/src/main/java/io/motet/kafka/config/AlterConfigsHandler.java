package io.motet.kafka.config;

import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.config.ConfigChange.Kind;
import io.motet.kafka.message.AlterConfigsRequest;
import io.motet.kafka.message.AlterConfigsRequest.AlterConfigsResource;
import io.motet.kafka.message.AlterConfigsRequest.AlterableConfig;
import io.motet.kafka.message.AlterConfigsResponse;
import io.motet.kafka.message.AlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Sets all configurations of resources: what is not named goes back to its default. */
public final class AlterConfigsHandler implements RequestHandler<AlterConfigsRequest> {
  private final ConfigKinds kinds;

  /** For those kinds of resources. */
  public AlterConfigsHandler(ConfigKinds kinds) {
    this.kinds = kinds;
  }

  @Override
  public void handle(AlterConfigsRequest request, RequestContext context) {
    ConfigAlteration alteration =
        new ConfigAlteration(kinds, context.session(), request.validateOnly);
    request.resources.forEach(r -> alteration.announce(r.resourceType, r.resourceName));
    List<CompletableFuture<AlterConfigsResourceResponse>> results = new ArrayList<>();
    for (AlterConfigsResource resource : request.resources) {
      results.add(
          alteration
              .alter(resource.resourceType, resource.resourceName, kind -> changes(resource, kind))
              .thenApply(AlterConfigsHandler::answer));
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenRun(
            () -> {
              AlterConfigsResponse response = new AlterConfigsResponse();
              response.responses = results.stream().map(CompletableFuture::join).toList();
              context.reply(response);
            });
  }

  private static List<ConfigChange> changes(AlterConfigsResource resource, ConfigKind kind) {
    List<ConfigChange> changes = new ArrayList<>();
    for (AlterableConfig wanted : resource.configs) {
      changes.add(new ConfigChange(wanted.name, Kind.SET, wanted.value));
    }
    Set<String> named = resource.configs.stream().map(c -> c.name).collect(Collectors.toSet());
    for (String own : kind.own(resource.resourceName)) {
      if (!named.contains(own)) {
        changes.add(new ConfigChange(own, Kind.DELETE, null));
      }
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
