package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.ListPartitionReassignmentsRequest;
import io.motet.kafka.message.ListPartitionReassignmentsResponse;

/** Lists replicas on the move: there are none. */
public final class ListPartitionReassignmentsHandler
    implements RequestHandler<ListPartitionReassignmentsRequest> {
  private final Authorizer authorizer;

  /** Only for those who may look at the cluster. */
  public ListPartitionReassignmentsHandler(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ListPartitionReassignmentsRequest request, RequestContext context) {
    ListPartitionReassignmentsResponse response = new ListPartitionReassignmentsResponse();
    response.errorMessage = null;
    if (!authorizer.mayCluster(context.session(), Operation.DESCRIBE)) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      response.errorMessage = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text();
    }
    context.reply(response);
  }
}
