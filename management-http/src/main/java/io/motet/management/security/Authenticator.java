package io.motet.management.security;

import io.motet.broker.user.User;
import io.motet.broker.user.Users;
import io.motet.broker.vhost.VirtualHosts;
import io.motet.management.http.Request;
import io.motet.management.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;

/** Checks HTTP Basic credentials against the broker's users. Any thread; blocks while hashing. */
public final class Authenticator {
  private static final String CHALLENGE = "Basic realm=\"RabbitMQ Management\"";

  private final Users users;
  private final VirtualHosts virtualHosts;
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();

  public Authenticator(Users users, VirtualHosts virtualHosts) {
    this.users = users;
    this.virtualHosts = virtualHosts;
  }

  /** What came of the credentials. */
  public sealed interface Result permits LoggedIn, Refused {}

  public record LoggedIn(Caller caller) implements Result {}

  /** The answer to give. */
  public record Refused(Response response) implements Result {}

  public Result authenticate(Request request) {
    Credentials credentials = Credentials.of(request.header("authorization"));
    if (credentials == null) {
      return new Refused(challenge(Response.empty(401)));
    }
    User user = check(credentials);
    if (user == null) {
      failed.increment();
      return new Refused(challenge(refusal("not_authorized", "Login failed")));
    }
    if (!users.mayConnectFrom(user.name(), request.peer().getAddress())) {
      failed.increment();
      return new Refused(refusal("not_authorised", "User can only log in via localhost"));
    }
    succeeded.increment();
    return new LoggedIn(new Caller(user, users, virtualHosts));
  }

  private User check(Credentials credentials) {
    try {
      return users.authenticate(credentials.name, credentials.password).join();
    } catch (CompletionException e) {
      return null;
    }
  }

  /** Logins since the start that went well. */
  public long succeeded() {
    return succeeded.sum();
  }

  /** Logins since the start that were refused. */
  public long failed() {
    return failed.sum();
  }

  private static Response challenge(Response response) {
    return response.header("www-authenticate", CHALLENGE);
  }

  private static Response refusal(String error, String reason) {
    String body = "{\"error\":\"" + error + "\",\"reason\":\"" + reason + "\"}";
    return Response.json(401, body.getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Credentials(String name, byte[] password) {
    /** Null when the header is absent or not Basic. */
    static Credentials of(String header) {
      if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
        return null;
      }
      byte[] decoded;
      try {
        decoded = Base64.getDecoder().decode(header.substring(6).trim());
      } catch (IllegalArgumentException e) {
        return null;
      }
      for (int i = 0; i < decoded.length; i++) {
        if (decoded[i] == ':') {
          String name = new String(decoded, 0, i, StandardCharsets.UTF_8);
          return new Credentials(name, Arrays.copyOfRange(decoded, i + 1, decoded.length));
        }
      }
      return null;
    }
  }
}
