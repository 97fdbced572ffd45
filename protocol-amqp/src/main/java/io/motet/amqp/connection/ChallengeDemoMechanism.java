package io.motet.amqp.connection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** RABBIT-CR-DEMO: as safe as PLAIN, in two steps; shows connection.secure. Off by default. */
final class ChallengeDemoMechanism implements SaslMechanism {
  private static final byte[] ANSWER = "My password is ".getBytes(StandardCharsets.UTF_8);

  private String user;

  @Override
  public Step respond(byte[] response) {
    if (user == null) {
      user = new String(response, StandardCharsets.UTF_8);
      return new Challenge("Please tell me your password");
    }
    int length = ANSWER.length;
    if (response.length < length || !Arrays.equals(response, 0, length, ANSWER, 0, length)) {
      return new Malformed("Invalid response");
    }
    return new Credentials(user, new Secret(Arrays.copyOfRange(response, length, response.length)));
  }
}
