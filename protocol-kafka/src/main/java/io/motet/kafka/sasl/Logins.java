package io.motet.kafka.sasl;

import io.motet.broker.runtime.Entropy;
import io.motet.broker.user.Users;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.sasl.oauth.TokenVerifier;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The mechanisms that clients may log in with, and what a login leads to. Any thread. */
public final class Logins {
  /** All that can be allowed. */
  public static final String ALL = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER";

  /** What can be used without further settings. */
  public static final String STANDARD = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512";

  private final Users users;
  private final String virtualHost;
  private final ScramCredentials credentials;
  private final Entropy entropy;
  private final List<String> mechanisms;
  private final long maxSessionMillis;
  private final Supplier<SaslExchange> bearerTokens;

  /**
   * Who logs in must be allowed into the virtual host.
   *
   * @param mechanisms by their names in the protocol
   * @param maxSessionMillis how long a login holds for clients that can log in again; 0 for ever
   * @param bearerTokens begins a login with a token; null when there is no one to issue tokens
   */
  public Logins(
      Users users,
      String virtualHost,
      ScramCredentials credentials,
      Entropy entropy,
      List<String> mechanisms,
      long maxSessionMillis,
      Supplier<SaslExchange> bearerTokens) {
    this.users = users;
    this.virtualHost = virtualHost;
    this.credentials = credentials;
    this.entropy = entropy;
    this.mechanisms = List.copyOf(mechanisms);
    this.maxSessionMillis = maxSessionMillis;
    this.bearerTokens = bearerTokens;
  }

  /**
   * The mechanisms named, separated by commas.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static List<String> parse(String names) {
    List<String> known = List.of(ALL.split(","));
    List<String> wanted =
        names.isBlank()
            ? List.of()
            : List.of(names.strip().toUpperCase(Locale.ROOT).split("\\s*,\\s*"));
    if (!known.containsAll(wanted)) {
      throw new IllegalArgumentException("expected some of " + ALL);
    }
    return wanted;
  }

  List<String> mechanisms() {
    return mechanisms;
  }

  /** Begins a login; null when the mechanism is not allowed. */
  SaslExchange begin(String mechanism) {
    if (!mechanisms.contains(mechanism)) {
      return null;
    }
    if (mechanism.equals(PlainExchange.MECHANISM)) {
      return new PlainExchange(users);
    }
    if (mechanism.equals(OAuthBearerExchange.MECHANISM)) {
      return bearerTokens == null ? null : bearerTokens.get();
    }
    for (ScramMechanism scram : ScramMechanism.values()) {
      if (scram.title().equals(mechanism)) {
        return new ScramExchange(scram, credentials, entropy);
      }
    }
    return null;
  }

  /** Begins logins with tokens that the verifier finds good. */
  public static Supplier<SaslExchange> bearerTokens(TokenVerifier verifier, Executor blocking) {
    return () -> new OAuthBearerExchange(verifier, blocking);
  }

  /**
   * What a login led to.
   *
   * @param failure what the client is told why not; null when it is logged in
   * @param lifetimeMillis how long the login holds; 0 for ever
   */
  public record LoggedIn(String failure, long lifetimeMillis) {}

  /**
   * Makes the session the user's who has proved to be that. A session that is somebody's already
   * stays that one's. A proof that ends, ends the session.
   *
   * @param step the last one of the exchange
   * @param again whether the client can log in again
   */
  public LoggedIn logIn(
      ClientSession session,
      SaslExchange exchange,
      SaslExchange.Step step,
      InetAddress peer,
      long nowMillis,
      boolean again) {
    String user = step.user();
    if (!users.mayConnectFrom(user, peer) || !users.mayAccess(user, virtualHost)) {
      return new LoggedIn("Authentication failed: Invalid username or password", 0);
    }
    if (session.isLoggedIn() && !session.user().equals(user)) {
      return new LoggedIn(
          "Cannot change principals during re-authentication from User."
              + session.user()
              + ": User."
              + user,
          0);
    }
    session.authenticated(user, exchange.mechanism());
    long end =
        again && maxSessionMillis > 0
            ? Math.min(nowMillis + maxSessionMillis, step.expiresAtMillis())
            : step.expiresAtMillis();
    if (end == SaslExchange.Step.NEVER) {
      return new LoggedIn(null, 0);
    }
    session.expiresAt(end);
    return new LoggedIn(null, Math.max(1, end - nowMillis));
  }
}
