package io.motet.kafka.sasl;

import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.SaslHandshakeRequest;
import io.motet.kafka.message.SaslHandshakeResponse;

/** Agrees on a mechanism. */
public final class SaslHandshakeHandler implements RequestHandler<SaslHandshakeRequest> {
  private static final int FIRST_WITH_REQUESTS = 1;

  private final Logins logins;

  /** One of those that are allowed. */
  public SaslHandshakeHandler(Logins logins) {
    this.logins = logins;
  }

  @Override
  public void handle(SaslHandshakeRequest request, RequestContext context) {
    SaslHandshakeResponse response = new SaslHandshakeResponse();
    response.mechanisms.addAll(logins.mechanisms());
    ClientSession session = context.session();
    // Who logs in again stays with the mechanism.
    boolean other = session.isLoggedIn() && !session.mechanism().equals(request.mechanism);
    SaslExchange exchange = other ? null : logins.begin(request.mechanism);
    if (exchange == null) {
      response.errorCode = ErrorCode.UNSUPPORTED_SASL_MECHANISM.code();
    } else {
      session.attach(SaslExchange.class, exchange);
      session.attach(
          LoginProgress.class,
          context.version() < FIRST_WITH_REQUESTS
              ? LoginProgress.AGREED_ON_BARE_TOKEN
              : LoginProgress.AGREED);
    }
    context.reply(response);
  }
}
