package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.FindCoordinatorRequest;
import io.motet.kafka.message.FindCoordinatorResponse;
import io.motet.kafka.message.FindCoordinatorResponse.Coordinator;
import io.motet.kafka.topic.InternalTopics;

/** Says who coordinates a group or a transaction: we do. */
public final class FindCoordinatorHandler implements RequestHandler<FindCoordinatorRequest> {
  private static final int FIRST_WITH_MANY_KEYS = 4;
  private static final byte GROUP = 0;
  private static final byte TRANSACTION = 1;

  private final Node node;
  private final Authorizer authorizer;
  private final InternalTopics internalTopics;

  /** The node that is always the answer. */
  public FindCoordinatorHandler(Node node, Authorizer authorizer, InternalTopics internalTopics) {
    this.node = node;
    this.authorizer = authorizer;
    this.internalTopics = internalTopics;
  }

  @Override
  public void handle(FindCoordinatorRequest request, RequestContext context) {
    FindCoordinatorResponse response = new FindCoordinatorResponse();
    if (context.version() < FIRST_WITH_MANY_KEYS) {
      Coordinator only = find(request.keyType, request.key, context);
      response.errorCode = only.errorCode;
      response.errorMessage = only.errorMessage;
      response.nodeId = only.nodeId;
      response.host = only.host;
      response.port = only.port;
    }
    for (String key : request.coordinatorKeys) {
      response.coordinators.add(find(request.keyType, key, context));
    }
    context.reply(response);
  }

  private Coordinator find(byte keyType, String key, RequestContext context) {
    ErrorCode code = check(keyType, key, context);
    Coordinator coordinator = new Coordinator();
    coordinator.key = key;
    coordinator.errorCode = code.code();
    coordinator.errorMessage = code.text();
    if (code == ErrorCode.NONE) {
      noteUse(keyType);
      coordinator.nodeId = node.id();
      coordinator.host = node.host(context);
      coordinator.port = node.port(context);
    } else {
      coordinator.nodeId = -1;
      coordinator.host = "";
      coordinator.port = -1;
    }
    return coordinator;
  }

  private ErrorCode check(byte keyType, String key, RequestContext context) {
    return switch (keyType) {
      case GROUP ->
          authorizer.mayGroup(context.session(), Operation.DESCRIBE, key)
              ? ErrorCode.NONE
              : ErrorCode.GROUP_AUTHORIZATION_FAILED;
      case TRANSACTION ->
          authorizer.mayTransactionalId(context.session(), Operation.DESCRIBE, key)
              ? ErrorCode.NONE
              : ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
      default -> ErrorCode.INVALID_REQUEST;
    };
  }

  private void noteUse(byte keyType) {
    if (keyType == GROUP) {
      internalTopics.groupsAreUsed();
    } else {
      internalTopics.transactionsAreUsed();
    }
  }
}
