package io.motet.amqp.channel;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Names that the broker makes up, in RabbitMQ's form: a prefix and 22 characters of chance. */
final class Tokens {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Tokens() {}

  static String random(String prefix) {
    UUID chance = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(chance.getMostSignificantBits())
            .putLong(chance.getLeastSignificantBits())
            .array();
    return prefix + ENCODER.encodeToString(bytes);
  }
}
