package io.motet.kafka.produce;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.InitProducerIdRequest;
import io.motet.kafka.message.InitProducerIdResponse;
import io.motet.kafka.transaction.Producer;
import io.motet.kafka.transaction.TransactionCoordinator;
import io.motet.kafka.transaction.TransactionErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives producers their ids: idempotent ones a new one, transactional ones that of their name. */
public final class InitProducerIdHandler implements RequestHandler<InitProducerIdRequest> {
  private static final Logger log = LoggerFactory.getLogger(InitProducerIdHandler.class);
  private static final int FIRST_WITH_FENCED = 4;

  private final ProducerIds ids;
  private final TransactionCoordinator transactions;
  private final Authorizer authorizer;

  /**
   * For all producers.
   *
   * @param ids for those without a transactional id
   */
  public InitProducerIdHandler(
      ProducerIds ids, TransactionCoordinator transactions, Authorizer authorizer) {
    this.ids = ids;
    this.transactions = transactions;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(InitProducerIdRequest request, RequestContext context) {
    if (request.transactionalId != null) {
      initialize(request, context);
      return;
    }
    ids.next()
        .whenComplete(
            (id, failure) -> {
              if (failure == null) {
                reply(ErrorCode.NONE, new Producer(id, (short) 0), context);
              } else {
                log.warn("no producer id", failure);
                reply(ErrorCode.COORDINATOR_NOT_AVAILABLE, Producer.NONE, context);
              }
            });
  }

  private void initialize(InitProducerIdRequest request, RequestContext context) {
    ErrorCode wrong = TransactionErrors.check(authorizer, context, request.transactionalId);
    if (wrong != ErrorCode.NONE) {
      reply(wrong, Producer.NONE, context);
      return;
    }
    Producer expected = new Producer(request.producerId, request.producerEpoch);
    transactions.run(
        () ->
            transactions.initialize(
                request.transactionalId,
                request.transactionTimeoutMs,
                expected,
                (error, producer) -> reply(error, producer, context)));
  }

  private static void reply(ErrorCode error, Producer producer, RequestContext context) {
    InitProducerIdResponse response = new InitProducerIdResponse();
    response.errorCode = TransactionErrors.forVersion(error, context, FIRST_WITH_FENCED).code();
    response.producerId = producer.id();
    response.producerEpoch = producer.epoch();
    context.reply(response);
  }
}
