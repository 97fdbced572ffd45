package io.motet.kafka.sasl;

import io.motet.broker.user.Users;
import io.motet.kafka.api.ClientSession;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** The SASL mechanism PLAIN (RFC 4616): an identity to act as, a name and a password. */
public final class PlainLogin {
  /** Its name in the protocol. */
  public static final String MECHANISM = "PLAIN";

  private final Users users;
  private final String virtualHost;

  /** Who logs in must be allowed into the virtual host. */
  public PlainLogin(Users users, String virtualHost) {
    this.users = users;
    this.virtualHost = virtualHost;
  }

  /**
   * Checks a token, and makes the session that user's.
   *
   * @return whether it did; completes on any thread
   */
  public CompletableFuture<Boolean> logIn(byte[] token, ClientSession session, InetAddress peer) {
    int first = indexOfZero(token, 0);
    int second = first < 0 ? -1 : indexOfZero(token, first + 1);
    if (second < 0) {
      return CompletableFuture.completedFuture(false);
    }
    String actsAs = text(token, 0, first);
    String name = text(token, first + 1, second);
    byte[] password = Arrays.copyOfRange(token, second + 1, token.length);
    boolean allowed = (actsAs.isEmpty() || actsAs.equals(name)) && users.mayConnectFrom(name, peer);
    if (!allowed) {
      return CompletableFuture.completedFuture(false);
    }
    return users
        .authenticate(name, password)
        .handle(
            (user, failure) -> {
              boolean known = failure == null && user != null && users.mayAccess(name, virtualHost);
              if (known) {
                session.authenticated(name);
              }
              return known;
            });
  }

  private static int indexOfZero(byte[] token, int from) {
    for (int i = from; i < token.length; i++) {
      if (token[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] token, int from, int to) {
    return new String(token, from, to - from, StandardCharsets.UTF_8);
  }
}
