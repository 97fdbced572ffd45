package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.UnregisterControllerRequest;
import io.motet.kafka.message.UnregisterControllerResponse;

/** Takes a controller out of the cluster: not the only one. */
public final class UnregisterControllerHandler
    implements RequestHandler<UnregisterControllerRequest> {
  private final Node node;
  private final Authorizer authorizer;

  /** For the only node. */
  public UnregisterControllerHandler(Node node, Authorizer authorizer) {
    this.node = node;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(UnregisterControllerRequest request, RequestContext context) {
    UnregisterControllerResponse response = new UnregisterControllerResponse();
    if (!authorizer.mayCluster(context.session(), Operation.ALTER)) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      response.errorMessage = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text();
    } else if (request.controllerId != node.id()) {
      response.errorCode = ErrorCode.CONTROLLER_ID_NOT_REGISTERED.code();
      response.errorMessage = "Controller ID " + request.controllerId + " is not registered";
    } else {
      response.errorCode = ErrorCode.INVALID_REQUEST.code();
      response.errorMessage = "Controller ID " + node.id() + " is the active controller";
    }
    context.reply(response);
  }
}
