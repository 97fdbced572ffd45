package io.motet.kafka.sasl;

import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.SaslAuthenticateRequest;
import io.motet.kafka.message.SaslAuthenticateResponse;

/** Takes the tokens that the mechanism wants. */
public final class SaslAuthenticateHandler implements RequestHandler<SaslAuthenticateRequest> {
  private static final int FIRST_WITH_LIFETIME = 1;

  private final Logins logins;

  /** For the mechanisms that are allowed. */
  public SaslAuthenticateHandler(Logins logins) {
    this.logins = logins;
  }

  @Override
  public void handle(SaslAuthenticateRequest request, RequestContext context) {
    ClientSession session = context.session();
    if (session.attachment(LoginProgress.class) != LoginProgress.AGREED) {
      reply(
          ErrorCode.ILLEGAL_SASL_STATE,
          "SaslAuthenticate request received before a mechanism was agreed on",
          context);
      return;
    }
    SaslExchange exchange = session.attachment(SaslExchange.class);
    exchange
        .step(request.authBytes, context.peerAddress().getAddress())
        .thenAccept(step -> context.shard().run(() -> answer(exchange, step, context)));
  }

  private void answer(SaslExchange exchange, SaslExchange.Step step, RequestContext context) {
    ClientSession session = context.session();
    String failure = step.failure();
    long lifetimeMillis = 0;
    if (step.user() != null) {
      Logins.LoggedIn loggedIn =
          logins.logIn(
              session,
              exchange,
              step,
              context.peerAddress().getAddress(),
              context.shard().currentTimeMillis(),
              context.version() >= FIRST_WITH_LIFETIME);
      failure = loggedIn.failure();
      lifetimeMillis = loggedIn.lifetimeMillis();
    }
    if (failure != null || step.user() != null) {
      session.attach(LoginProgress.class, null);
      session.attach(SaslExchange.class, null);
    }
    if (failure != null) {
      reply(ErrorCode.SASL_AUTHENTICATION_FAILED, failure, context);
      return;
    }
    SaslAuthenticateResponse response = new SaslAuthenticateResponse();
    response.errorMessage = null;
    response.authBytes = step.answer();
    response.sessionLifetimeMs = lifetimeMillis;
    context.reply(response);
  }

  private static void reply(ErrorCode error, String text, RequestContext context) {
    SaslAuthenticateResponse response = new SaslAuthenticateResponse();
    response.errorCode = error.code();
    response.errorMessage = text;
    context.reply(response);
  }
}
