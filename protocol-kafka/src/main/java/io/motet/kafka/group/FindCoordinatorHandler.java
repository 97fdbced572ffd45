package io.motet.kafka.group;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.FindCoordinatorRequest;
import io.motet.kafka.message.FindCoordinatorResponse;
import io.motet.kafka.message.FindCoordinatorResponse.Coordinator;

/** Says who coordinates a group or a transaction: we do. */
public final class FindCoordinatorHandler implements RequestHandler<FindCoordinatorRequest> {
  private static final int FIRST_WITH_MANY_KEYS = 4;
  private static final byte GROUP = 0;
  private static final byte TRANSACTION = 1;

  private final Node node;

  /** The node that is always the answer. */
  public FindCoordinatorHandler(Node node) {
    this.node = node;
  }

  @Override
  public void handle(FindCoordinatorRequest request, RequestContext context) {
    FindCoordinatorResponse response = new FindCoordinatorResponse();
    ErrorCode code =
        request.keyType == GROUP || request.keyType == TRANSACTION
            ? ErrorCode.NONE
            : ErrorCode.INVALID_REQUEST;
    if (context.version() < FIRST_WITH_MANY_KEYS) {
      response.errorCode = code.code();
      response.errorMessage = code.text();
      response.nodeId = nodeId(code);
      response.host = node.host(context);
      response.port = node.port(context);
    }
    for (String key : request.coordinatorKeys) {
      Coordinator coordinator = new Coordinator();
      coordinator.key = key;
      coordinator.errorCode = code.code();
      coordinator.errorMessage = code.text();
      coordinator.nodeId = nodeId(code);
      coordinator.host = node.host(context);
      coordinator.port = node.port(context);
      response.coordinators.add(coordinator);
    }
    context.reply(response);
  }

  private int nodeId(ErrorCode code) {
    return code == ErrorCode.NONE ? node.id() : -1;
  }
}
