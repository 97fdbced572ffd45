package io.motet.kafka.sasl;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.SaslHandshakeRequest;
import io.motet.kafka.message.SaslHandshakeResponse;

/** Agrees on a mechanism. */
public final class SaslHandshakeHandler implements RequestHandler<SaslHandshakeRequest> {
  private static final int FIRST_WITH_REQUESTS = 1;

  @Override
  public void handle(SaslHandshakeRequest request, RequestContext context) {
    SaslHandshakeResponse response = new SaslHandshakeResponse();
    response.mechanisms.add(PlainLogin.MECHANISM);
    if (request.mechanism.equals(PlainLogin.MECHANISM)) {
      context
          .session()
          .attach(
              LoginProgress.class,
              context.version() < FIRST_WITH_REQUESTS
                  ? LoginProgress.AGREED_ON_BARE_TOKEN
                  : LoginProgress.AGREED);
    } else {
      response.errorCode = ErrorCode.UNSUPPORTED_SASL_MECHANISM.code();
    }
    context.reply(response);
  }
}
