package io.motet.kafka.transaction;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.AddOffsetsToTxnRequest;
import io.motet.kafka.message.AddOffsetsToTxnResponse;

/** Says that a transaction will commit offsets of a group. */
public final class AddOffsetsToTxnHandler implements RequestHandler<AddOffsetsToTxnRequest> {
  private static final int FIRST_WITH_FENCED = 2;

  private final TransactionCoordinator coordinator;
  private final Authorizer authorizer;

  /** For all transactions. */
  public AddOffsetsToTxnHandler(TransactionCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(AddOffsetsToTxnRequest request, RequestContext context) {
    ErrorCode wrong = TransactionErrors.check(authorizer, context, request.transactionalId);
    if (wrong == ErrorCode.NONE
        && !authorizer.mayGroup(context.session(), Operation.READ, request.groupId)) {
      wrong = ErrorCode.GROUP_AUTHORIZATION_FAILED;
    }
    if (wrong != ErrorCode.NONE) {
      reply(wrong, context);
      return;
    }
    Producer producer = new Producer(request.producerId, request.producerEpoch);
    coordinator.run(
        () ->
            coordinator.addGroup(
                request.transactionalId,
                producer,
                request.groupId,
                error -> reply(error, context)));
  }

  private static void reply(ErrorCode error, RequestContext context) {
    AddOffsetsToTxnResponse response = new AddOffsetsToTxnResponse();
    response.errorCode = TransactionErrors.forVersion(error, context, FIRST_WITH_FENCED).code();
    context.reply(response);
  }
}
