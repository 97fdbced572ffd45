package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.AddRaftVoterRequest;
import io.motet.kafka.message.AddRaftVoterResponse;

/** Adds a voter to the quorum of the metadata: it is fixed. */
public final class AddRaftVoterHandler implements RequestHandler<AddRaftVoterRequest> {
  private final Node node;
  private final Authorizer authorizer;

  /** For the only node. */
  public AddRaftVoterHandler(Node node, Authorizer authorizer) {
    this.node = node;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(AddRaftVoterRequest request, RequestContext context) {
    QuorumChange refused =
        QuorumChange.refused(
            "adding", request.clusterId, request.voterId, node, authorizer, context);
    AddRaftVoterResponse response = new AddRaftVoterResponse();
    response.errorCode = refused.error().code();
    response.errorMessage = refused.text();
    context.reply(response);
  }
}
