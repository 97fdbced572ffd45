package io.motet.kafka.sasl;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.SaslAuthenticateRequest;
import io.motet.kafka.message.SaslAuthenticateResponse;

/** Takes the token that the mechanism wants. */
public final class SaslAuthenticateHandler implements RequestHandler<SaslAuthenticateRequest> {
  private static final String FAILED = "Authentication failed: Invalid username or password";

  private final PlainLogin login;

  /** By name and password. */
  public SaslAuthenticateHandler(PlainLogin login) {
    this.login = login;
  }

  @Override
  public void handle(SaslAuthenticateRequest request, RequestContext context) {
    if (context.session().attachment(LoginProgress.class) != LoginProgress.AGREED) {
      reply(
          ErrorCode.ILLEGAL_SASL_STATE,
          "SaslAuthenticate request received before a mechanism was agreed on",
          context);
      return;
    }
    context.session().attach(LoginProgress.class, null);
    login
        .logIn(request.authBytes, context.session(), context.peerAddress().getAddress())
        .thenAccept(
            known ->
                reply(
                    known ? ErrorCode.NONE : ErrorCode.SASL_AUTHENTICATION_FAILED,
                    known ? null : FAILED,
                    context));
  }

  private static void reply(ErrorCode error, String text, RequestContext context) {
    SaslAuthenticateResponse response = new SaslAuthenticateResponse();
    response.errorCode = error.code();
    response.errorMessage = text;
    context.reply(response);
  }
}
