package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.kafka.sasl.oauth.Issuer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins with bearer tokens, by Kafka's own client. */
class OAuthTest {
  private static final long HOUR_MILLIS = 3_600_000;

  /** Where the client's handler, which the client makes, finds tokens. */
  private static volatile Supplier<OAuthBearerToken> tokens;

  @TempDir private Path directory;
  private final Issuer issuer = new Issuer("one");
  private TestServer server;

  @BeforeEach
  void start() {
    Path keys = issuer.keysIn(directory.resolve("keys.json"));
    server =
        TestServer.start(
            Map.of(
                "kafka.anonymous.user", "none",
                "kafka.sasl.enabled.mechanisms", "PLAIN,OAUTHBEARER",
                "kafka.sasl.oauthbearer.jwks.endpoint.url", keys.toUri().toString(),
                "kafka.sasl.oauthbearer.expected.audience", "other, motet",
                "kafka.sasl.oauthbearer.expected.issuer", "issuer",
                "kafka.sasl.oauthbearer.clock.skew", "0s"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Gives the client what the test made. */
  public static final class Handler implements AuthenticateCallbackHandler {
    @Override
    public void configure(
        Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {}

    @Override
    public void handle(Callback[] callbacks) {
      for (Callback callback : callbacks) {
        if (callback instanceof OAuthBearerTokenCallback token) {
          token.token(tokens.get());
        }
      }
    }

    @Override
    public void close() {}
  }

  private record Token(String value, String principalName, Long startTimeMs, long lifetimeMs)
      implements OAuthBearerToken {
    @Override
    public Set<String> scope() {
      return Set.of();
    }
  }

  private static Token token(String value, long lifetimeMillis) {
    long now = System.currentTimeMillis();
    return new Token(value, "guest", now, now + lifetimeMillis);
  }

  private static JwtClaims claims(String subject) {
    return Issuer.claims(subject, System.currentTimeMillis() - 1000, HOUR_MILLIS);
  }

  private static Map<String, Object> login(Supplier<OAuthBearerToken> next) {
    tokens = next;
    Map<String, Object> login = new HashMap<>();
    login.put("security.protocol", "SASL_PLAINTEXT");
    login.put("sasl.mechanism", "OAUTHBEARER");
    login.put("sasl.login.callback.handler.class", Handler.class.getName());
    login.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
    return login;
  }

  private static Map<String, Object> login(String token) {
    return login(() -> token(token, HOUR_MILLIS));
  }

  @Test
  void aGoodTokenIsALogin() throws Exception {
    Map<String, Object> login = login(issuer.sign(claims("guest")));
    try (KafkaProducer<String, String> producer = server.producer(login)) {
      producer.send(new ProducerRecord<>("t", "v")).get();
    }
    try (KafkaConsumer<String, String> consumer = server.consumer("g", login)) {
      consumer.subscribe(List.of("t"));
      assertThat(TestServer.poll(consumer, 1)).extracting(ConsumerRecord::value).contains("v");
    }
  }

  private void assertRefused(String token) {
    assertRefused(token, "invalid_token");
  }

  private void assertRefused(String token, String why) {
    try (Admin admin = server.admin(login(token))) {
      assertThatThrownBy(() -> admin.describeCluster().clusterId().get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class)
          .hasMessageContaining(why);
    }
  }

  @Test
  void aTokenThatIsNotGoodIsNone() {
    assertRefused(issuer.sign(claims("guest"), AlgorithmIdentifiers.NONE));
    assertRefused(new Issuer("one").sign(claims("guest")));
    JwtClaims expired = Issuer.claims("guest", System.currentTimeMillis() - 10_000, 5000);
    assertRefused(issuer.sign(expired));
    JwtClaims elsewhere = claims("guest");
    elsewhere.setAudience("elsewhere");
    assertRefused(issuer.sign(elsewhere));
  }

  @Test
  void aSubjectIsAUserOfTheBroker() {
    assertRefused(issuer.sign(claims("nobody")), "Authentication failed");
  }

  @Test
  void aClientLogsInAgainBeforeItsTokenEnds() throws Exception {
    AtomicInteger issued = new AtomicInteger();
    Map<String, Object> login =
        login(
            () -> {
              issued.incrementAndGet();
              long now = System.currentTimeMillis();
              return token(issuer.sign(Issuer.claims("guest", now - 1000, 6000)), 4000);
            });
    login.put("sasl.login.refresh.min.period.seconds", "1");
    login.put("sasl.login.refresh.buffer.seconds", "0");
    try (KafkaProducer<String, String> producer = server.producer(login)) {
      for (int sent = 0; issued.get() < 4; sent++) {
        producer.send(new ProducerRecord<>("t", "v" + sent)).get();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  @Test
  void nothingIsDoneWithATokenThatHasEnded() throws Exception {
    Map<String, Object> login =
        login(
            () -> {
              long now = System.currentTimeMillis();
              return token(issuer.sign(Issuer.claims("guest", now - 1000, 4000)), HOUR_MILLIS);
            });
    login.put("delivery.timeout.ms", "1000");
    login.put("request.timeout.ms", "500");
    login.put("linger.ms", "0");
    try (KafkaProducer<String, String> producer = server.producer(login)) {
      producer.send(new ProducerRecord<>("t", "v")).get();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 600; i++) {
                  producer.send(new ProducerRecord<>("t", "v")).get();
                  TimeUnit.MILLISECONDS.sleep(100);
                }
              })
          .cause()
          .isInstanceOfAny(SaslAuthenticationException.class, TimeoutException.class);
    }
  }

  @Test
  void theMechanismNeedsKeys() {
    assertThatThrownBy(
            () -> TestServer.start(Map.of("kafka.sasl.enabled.mechanisms", "OAUTHBEARER")).close())
        .hasStackTraceContaining("kafka.sasl.oauthbearer.jwks.endpoint.url");
  }
}
