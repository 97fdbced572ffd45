package io.motet.kafka.sasl;

import io.motet.kafka.sasl.oauth.ClientResponse;
import io.motet.kafka.sasl.oauth.InvalidTokenException;
import io.motet.kafka.sasl.oauth.TokenVerifier;
import io.motet.kafka.sasl.oauth.VerifiedToken;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SASL mechanism OAUTHBEARER (RFC 7628). A token that is not good is answered with a challenge
 * that says so; the client acknowledges it, and only then the login has failed.
 */
final class OAuthBearerExchange implements SaslExchange {
  static final String MECHANISM = "OAUTHBEARER";

  private static final Logger log = LoggerFactory.getLogger(OAuthBearerExchange.class);
  private static final String INVALID_TOKEN = "{\"status\":\"invalid_token\"}";
  private static final String MALFORMED =
      "Authentication failed during authentication due to invalid credentials with SASL mechanism "
          + MECHANISM;
  private static final byte[] NOTHING = {};

  private final TokenVerifier verifier;
  private final Executor blocking;
  private boolean challenged;

  /**
   * A new one.
   *
   * @param blocking for the verifier, which may wait for keys
   */
  OAuthBearerExchange(TokenVerifier verifier, Executor blocking) {
    this.verifier = verifier;
    this.blocking = blocking;
  }

  @Override
  public String mechanism() {
    return MECHANISM;
  }

  @Override
  public CompletableFuture<Step> step(byte[] token, InetAddress peer) {
    if (challenged) {
      return CompletableFuture.completedFuture(Step.failed(INVALID_TOKEN));
    }
    ClientResponse response = ClientResponse.parse(token);
    if (response == null) {
      return CompletableFuture.completedFuture(Step.failed(MALFORMED));
    }
    try {
      return CompletableFuture.supplyAsync(() -> verify(response, peer), blocking)
          .exceptionally(
              failure -> {
                log.error("A token could not be verified", failure);
                return Step.failed(MALFORMED);
              });
    } catch (RejectedExecutionException e) {
      log.warn("A login by {} from {} is refused: too many wait", MECHANISM, peer);
      return CompletableFuture.completedFuture(Step.failed("Too many logins wait"));
    }
  }

  private Step verify(ClientResponse response, InetAddress peer) {
    try {
      VerifiedToken token = verifier.verify(response.token());
      String actsAs = response.authorizationId();
      if (!actsAs.isEmpty() && !actsAs.equals(token.subject())) {
        return Step.failed(
            ("Authentication failed: Client requested an authorization id (%s) that is different"
                    + " from the token's principal name (%s)")
                .formatted(actsAs, token.subject()));
      }
      return Step.done(NOTHING, token.subject(), token.expiresAtMillis());
    } catch (InvalidTokenException e) {
      log.info("A token from {} is refused: {}", peer, e.getMessage());
      challenged = true;
      return Step.goOn(INVALID_TOKEN.getBytes(StandardCharsets.UTF_8));
    }
  }
}
