package io.motet.kafka.produce;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.InitProducerIdRequest;
import io.motet.kafka.message.InitProducerIdResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives idempotent producers their ids. Transactional ones are refused. */
public final class InitProducerIdHandler implements RequestHandler<InitProducerIdRequest> {
  private static final Logger log = LoggerFactory.getLogger(InitProducerIdHandler.class);

  private final ProducerIds ids;

  /** Ids come from there. */
  public InitProducerIdHandler(ProducerIds ids) {
    this.ids = ids;
  }

  @Override
  public void handle(InitProducerIdRequest request, RequestContext context) {
    InitProducerIdResponse response = new InitProducerIdResponse();
    response.producerId = -1;
    response.producerEpoch = -1;
    if (request.transactionalId != null) {
      response.errorCode = ErrorCode.UNSUPPORTED_VERSION.code();
      context.reply(response);
      return;
    }
    ids.next()
        .whenComplete(
            (id, failure) -> {
              if (failure == null) {
                response.producerId = id;
                response.producerEpoch = 0;
              } else {
                log.warn("no producer id", failure);
                response.errorCode = ErrorCode.COORDINATOR_NOT_AVAILABLE.code();
              }
              context.reply(response);
            });
  }
}
