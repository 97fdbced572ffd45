package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.UnregisterBrokerRequest;
import io.motet.kafka.message.UnregisterBrokerResponse;

/** Takes a broker out of the cluster: not the only one. */
public final class UnregisterBrokerHandler implements RequestHandler<UnregisterBrokerRequest> {
  private final Node node;
  private final Authorizer authorizer;

  /** For the only node. */
  public UnregisterBrokerHandler(Node node, Authorizer authorizer) {
    this.node = node;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(UnregisterBrokerRequest request, RequestContext context) {
    UnregisterBrokerResponse response = new UnregisterBrokerResponse();
    if (!authorizer.mayCluster(context.session(), Operation.ALTER)) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      response.errorMessage = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text();
    } else if (request.brokerId != node.id()) {
      response.errorCode = ErrorCode.BROKER_ID_NOT_REGISTERED.code();
      response.errorMessage = "Broker ID " + request.brokerId + " is not currently registered";
    } else {
      response.errorCode = ErrorCode.INVALID_REQUEST.code();
      response.errorMessage = "Broker ID " + node.id() + " is the only one of the cluster";
    }
    context.reply(response);
  }
}
