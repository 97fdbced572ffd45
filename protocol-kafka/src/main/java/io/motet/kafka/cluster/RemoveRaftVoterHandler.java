package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.RemoveRaftVoterRequest;
import io.motet.kafka.message.RemoveRaftVoterResponse;

/** Takes a voter out of the quorum of the metadata: it is fixed. */
public final class RemoveRaftVoterHandler implements RequestHandler<RemoveRaftVoterRequest> {
  private final Node node;
  private final Authorizer authorizer;

  /** For the only node. */
  public RemoveRaftVoterHandler(Node node, Authorizer authorizer) {
    this.node = node;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(RemoveRaftVoterRequest request, RequestContext context) {
    QuorumChange refused =
        QuorumChange.refused(
            "removing", request.clusterId, request.voterId, node, authorizer, context);
    RemoveRaftVoterResponse response = new RemoveRaftVoterResponse();
    response.errorCode = refused.error().code();
    response.errorMessage = refused.text();
    context.reply(response);
  }
}
