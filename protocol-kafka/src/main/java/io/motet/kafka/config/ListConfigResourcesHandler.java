package io.motet.kafka.config;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.ListConfigResourcesRequest;
import io.motet.kafka.message.ListConfigResourcesResponse;
import io.motet.kafka.message.ListConfigResourcesResponse.ConfigResource;
import java.util.List;

/** Lists what has configurations. Version 0 is about client metrics only. */
public final class ListConfigResourcesHandler
    implements RequestHandler<ListConfigResourcesRequest> {
  private static final byte CLIENT_METRICS = 16;

  private final ConfigKinds kinds;
  private final Authorizer authorizer;

  /** For those kinds of resources. */
  public ListConfigResourcesHandler(ConfigKinds kinds, Authorizer authorizer) {
    this.kinds = kinds;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ListConfigResourcesRequest request, RequestContext context) {
    ListConfigResourcesResponse response = new ListConfigResourcesResponse();
    List<Byte> wanted = context.version() == 0 ? List.of(CLIENT_METRICS) : request.resourceTypes;
    if (!authorizer.mayCluster(context.session(), Operation.DESCRIBE_CONFIGS)) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
    } else if (!wanted.stream().allMatch(kinds::has)) {
      response.errorCode = ErrorCode.UNSUPPORTED_VERSION.code();
    } else {
      for (ConfigKind kind : kinds.all()) {
        if (wanted.isEmpty() || wanted.contains(kind.type())) {
          kind.names(context.session()).forEach(name -> add(response, kind.type(), name));
        }
      }
    }
    context.reply(response);
  }

  private static void add(ListConfigResourcesResponse response, byte type, String name) {
    ConfigResource resource = new ConfigResource();
    resource.resourceType = type;
    resource.resourceName = name;
    response.configResources.add(resource);
  }
}
