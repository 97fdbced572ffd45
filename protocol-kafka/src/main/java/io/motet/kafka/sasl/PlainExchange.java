package io.motet.kafka.sasl;

import io.motet.broker.user.Users;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** The SASL mechanism PLAIN (RFC 4616): an identity to act as, a name and a password. */
final class PlainExchange implements SaslExchange {
  static final String MECHANISM = "PLAIN";

  private static final String FAILED = "Authentication failed: Invalid username or password";
  private static final byte[] NOTHING = {};

  private final Users users;

  PlainExchange(Users users) {
    this.users = users;
  }

  @Override
  public String mechanism() {
    return MECHANISM;
  }

  @Override
  public CompletableFuture<Step> step(byte[] token, InetAddress peer) {
    int first = indexOfZero(token, 0);
    int second = first < 0 ? -1 : indexOfZero(token, first + 1);
    if (second < 0) {
      return CompletableFuture.completedFuture(Step.failed(FAILED));
    }
    String actsAs = text(token, 0, first);
    String name = text(token, first + 1, second);
    if (!actsAs.isEmpty() && !actsAs.equals(name)) {
      return CompletableFuture.completedFuture(Step.failed(FAILED));
    }
    byte[] password = Arrays.copyOfRange(token, second + 1, token.length);
    return users
        .authenticate(name, password)
        .handle(
            (user, failure) ->
                failure == null && user != null ? Step.done(NOTHING, name) : Step.failed(FAILED));
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
