package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.api.ResourceType;
import io.motet.kafka.message.DescribeClusterRequest;
import io.motet.kafka.message.DescribeClusterResponse;
import io.motet.kafka.message.DescribeClusterResponse.DescribeClusterBroker;

/** Describes the cluster: us. */
public final class DescribeClusterHandler implements RequestHandler<DescribeClusterRequest> {
  private static final byte BROKERS = 1;

  private final Node node;
  private final Authorizer authorizer;

  /** The only node. */
  public DescribeClusterHandler(Node node, Authorizer authorizer) {
    this.node = node;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DescribeClusterRequest request, RequestContext context) {
    DescribeClusterResponse response = new DescribeClusterResponse();
    if (request.endpointType != BROKERS) {
      response.errorCode = ErrorCode.MISMATCHED_ENDPOINT_TYPE.code();
      response.errorMessage = ErrorCode.MISMATCHED_ENDPOINT_TYPE.text();
      context.reply(response);
      return;
    }
    response.errorMessage = null;
    response.clusterId = node.clusterId();
    if (request.includeClusterAuthorizedOperations) {
      response.clusterAuthorizedOperations =
          authorizer.operations(context.session(), ResourceType.CLUSTER, node.clusterId());
    }
    response.controllerId = node.id();
    DescribeClusterBroker broker = new DescribeClusterBroker();
    broker.brokerId = node.id();
    broker.host = node.host(context);
    broker.port = node.port(context);
    response.brokers.add(broker);
    context.reply(response);
  }
}
