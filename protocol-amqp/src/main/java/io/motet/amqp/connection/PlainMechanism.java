package io.motet.amqp.connection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** SASL PLAIN as RabbitMQ takes it: NUL, name, NUL, password, and no authorization identity. */
final class PlainMechanism implements SaslMechanism {
  @Override
  public Step respond(byte[] response) {
    int separator = response.length > 0 && response[0] == 0 ? nextNul(response, 1) : -1;
    if (separator < 0 || nextNul(response, separator + 1) >= 0) {
      return new Malformed("malformed PLAIN response");
    }
    String user = new String(response, 1, separator - 1, StandardCharsets.UTF_8);
    return new Credentials(
        user, new Secret(Arrays.copyOfRange(response, separator + 1, response.length)));
  }

  private static int nextNul(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
