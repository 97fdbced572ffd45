package io.motet.kafka.sasl;

import io.motet.broker.runtime.Entropy;
import io.motet.broker.user.Users;
import io.motet.kafka.api.ClientSession;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/** The mechanisms that clients may log in with, and what a login leads to. Any thread. */
public final class Logins {
  /** All that can be allowed. */
  public static final String ALL = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512";

  private final Users users;
  private final String virtualHost;
  private final ScramCredentials credentials;
  private final Entropy entropy;
  private final List<String> mechanisms;
  private final long maxSessionMillis;

  /**
   * Who logs in must be allowed into the virtual host.
   *
   * @param mechanisms by their names in the protocol
   * @param maxSessionMillis how long a login holds for clients that can log in again; 0 for ever
   */
  public Logins(
      Users users,
      String virtualHost,
      ScramCredentials credentials,
      Entropy entropy,
      List<String> mechanisms,
      long maxSessionMillis) {
    this.users = users;
    this.virtualHost = virtualHost;
    this.credentials = credentials;
    this.entropy = entropy;
    this.mechanisms = List.copyOf(mechanisms);
    this.maxSessionMillis = maxSessionMillis;
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
    for (ScramMechanism scram : ScramMechanism.values()) {
      if (scram.title().equals(mechanism)) {
        return new ScramExchange(scram, credentials, entropy);
      }
    }
    return null;
  }

  /** How long a login holds; 0 for ever. */
  long maxSessionMillis() {
    return maxSessionMillis;
  }

  /**
   * Makes the session the user's who has proved to be that. A session that is somebody's already
   * stays that one's.
   *
   * @return null, or what the client is told why not
   */
  public String logIn(ClientSession session, String user, String mechanism, InetAddress peer) {
    if (!users.mayConnectFrom(user, peer) || !users.mayAccess(user, virtualHost)) {
      return "Authentication failed: Invalid username or password";
    }
    if (session.isLoggedIn() && !session.user().equals(user)) {
      return "Cannot change principals during re-authentication from User."
          + session.user()
          + ": User."
          + user;
    }
    session.authenticated(user, mechanism);
    return null;
  }
}
