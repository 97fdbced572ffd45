package io.motet.kafka.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerifierTest {
  private static final long NOW_MILLIS = 1_700_000_000_000L;
  private static final long MINUTE_MILLIS = 60_000;
  private static final TokenRules RULES = new TokenRules(List.of("motet"), "issuer", "sub", 30_000);

  @TempDir private Path directory;
  private final Issuer issuer = new Issuer("one");
  private long nowMillis = NOW_MILLIS;

  private TokenVerifier verifier(TokenRules rules) {
    URI keys = issuer.keysIn(directory.resolve("keys.json")).toUri();
    return new TokenVerifier(rules, IssuerKeys.at(keys, MINUTE_MILLIS), () -> nowMillis);
  }

  private static JwtClaims claims() {
    return Issuer.claims("alice", NOW_MILLIS, 10 * MINUTE_MILLIS);
  }

  private void assertRefused(String token, String why) {
    assertThatThrownBy(() -> verifier(RULES).verify(token))
        .isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("alice")
        .hasNoCause();
  }

  private void assertRefused(Consumer<JwtClaims> change, String why) {
    JwtClaims claims = claims();
    change.accept(claims);
    assertRefused(issuer.sign(claims), why);
  }

  @Test
  void aGoodTokenNamesItsUserAndItsEnd() throws Exception {
    assertThat(verifier(RULES).verify(issuer.sign(claims())))
        .isEqualTo(new VerifiedToken("alice", NOW_MILLIS + 10 * MINUTE_MILLIS));
  }

  @Test
  void anotherClaimMayNameTheUser() throws Exception {
    TokenRules rules = new TokenRules(List.of(), null, "preferred_username", 0);
    JwtClaims claims = claims();
    claims.setClaim("preferred_username", "bob");
    assertThat(verifier(rules).verify(issuer.sign(claims)).subject()).isEqualTo("bob");
    assertThatThrownBy(() -> verifier(rules).verify(issuer.sign(claims())))
        .hasMessageContaining("it has no preferred_username");
  }

  @Test
  void timesAreChecked() throws Exception {
    String token = issuer.sign(claims());
    nowMillis = NOW_MILLIS + 10 * MINUTE_MILLIS + 29_000;
    assertThat(verifier(RULES).verify(token).subject()).isEqualTo("alice");
    nowMillis += 2000;
    assertRefused(token, "it has expired");
    nowMillis = NOW_MILLIS;
    assertRefused(
        claims -> claims.setNotBefore(NumericDate.fromMilliseconds(NOW_MILLIS + 5 * MINUTE_MILLIS)),
        "it is not yet valid");
    assertRefused(claims -> claims.unsetClaim("exp"), "it has no exp");
    assertRefused(claims -> claims.unsetClaim("iat"), "it has no iat");
    assertRefused(claims -> claims.setStringClaim("exp", "soon"), "");
  }

  @Test
  void whoAndForWhomAreChecked() {
    assertRefused(claims -> claims.setAudience("other"), "it is for another audience");
    assertRefused(claims -> claims.unsetClaim("aud"), "it has no audience");
    assertRefused(claims -> claims.setIssuer("other"), "it is of another issuer");
    assertRefused(claims -> claims.unsetClaim("iss"), "it has no issuer");
    assertRefused(claims -> claims.unsetClaim("sub"), "it has no sub");
    assertRefused(claims -> claims.setClaim("sub", List.of("alice")), "cannot be verified");
  }

  @Test
  void onlySignaturesOfKnownPublicKeysCount() throws Exception {
    assertRefused(issuer.sign(claims(), AlgorithmIdentifiers.NONE), "it cannot be verified");
    assertRefused(new Issuer("other").sign(claims()), "it cannot be verified");
    assertRefused(new Issuer("one").sign(claims()), "its signature is wrong");
    assertRefused("a.b.c", "it cannot be verified");
    assertRefused("", "it cannot be verified");
    String token = issuer.sign(claims());
    int point = token.indexOf('.');
    assertRefused(token.substring(0, point) + token.substring(token.lastIndexOf('.')), "");
    // The public key is no secret: it must not count as one.
    JsonWebSignature forged = new JsonWebSignature();
    forged.setPayload(claims().toJson());
    forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    forged.setKeyIdHeaderValue("one");
    forged.setKey(new HmacKey(issuer.keys().getBytes(StandardCharsets.UTF_8)));
    assertRefused(forged.getCompactSerialization(), "it cannot be verified");
  }

  @Test
  void aFileOfKeysCanBeReplaced() throws Exception {
    TokenVerifier verifier = verifier(RULES);
    Issuer next = new Issuer("two");
    String token = next.sign(claims());
    assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(InvalidTokenException.class);
    next.keysIn(directory.resolve("keys.json"));
    assertThat(verifier.verify(token).subject()).isEqualTo("alice");
  }

  @Test
  void theIssuerIsNotAskedForEveryUnknownKey() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server = serve(issuer.keys().getBytes(StandardCharsets.UTF_8), asked);
    try {
      URI keys = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
      TokenVerifier verifier =
          new TokenVerifier(RULES, IssuerKeys.at(keys, MINUTE_MILLIS), () -> nowMillis);
      assertThat(verifier.verify(issuer.sign(claims())).subject()).isEqualTo("alice");
      String unknown = new Issuer("unknown").sign(claims());
      for (int i = 0; i < 50; i++) {
        assertThatThrownBy(() -> verifier.verify(unknown))
            .isInstanceOf(InvalidTokenException.class);
      }
      assertThat(asked.get()).isBetween(1, 2);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void moreThanTheLimitIsNotReadFromTheIssuer() throws Exception {
    HttpServer server = serve(new byte[(1 << 20) + 1], new AtomicInteger());
    try {
      URI keys = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
      TokenVerifier verifier =
          new TokenVerifier(RULES, IssuerKeys.at(keys, MINUTE_MILLIS), () -> nowMillis);
      assertThatThrownBy(() -> verifier.verify(issuer.sign(claims())))
          .isInstanceOf(InvalidTokenException.class);
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer serve(byte[] body, AtomicInteger asked) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
