package io.motet.kafka.transaction;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.EndTxnRequest;
import io.motet.kafka.message.EndTxnResponse;

/** Commits or aborts. */
public final class EndTxnHandler implements RequestHandler<EndTxnRequest> {
  private static final int FIRST_WITH_FENCED = 2;
  private static final int FIRST_WITH_NEW_EPOCH = 5;

  private final TransactionCoordinator coordinator;
  private final Authorizer authorizer;

  /** For all transactions. */
  public EndTxnHandler(TransactionCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(EndTxnRequest request, RequestContext context) {
    ErrorCode wrong = TransactionErrors.check(authorizer, context, request.transactionalId);
    if (wrong != ErrorCode.NONE) {
      reply(wrong, Producer.NONE, context);
      return;
    }
    Producer producer = new Producer(request.producerId, request.producerEpoch);
    String id = request.transactionalId;
    boolean commit = request.committed;
    if (context.version() >= FIRST_WITH_NEW_EPOCH) {
      coordinator.run(
          () ->
              coordinator.endWithNewEpoch(
                  id, producer, commit, (error, next) -> reply(error, next, context)));
    } else {
      coordinator.run(
          () ->
              coordinator.end(id, producer, commit, error -> reply(error, Producer.NONE, context)));
    }
  }

  private static void reply(ErrorCode error, Producer next, RequestContext context) {
    EndTxnResponse response = new EndTxnResponse();
    response.producerId = next.id();
    response.producerEpoch = next.epoch();
    response.errorCode = TransactionErrors.forVersion(error, context, FIRST_WITH_FENCED).code();
    context.reply(response);
  }
}
