package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.FieldTable;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** AMQPLAIN of AMQP 0-8: a field table, without its length, with LOGIN and PASSWORD. */
final class AmqPlainMechanism implements SaslMechanism {
  @Override
  public Step respond(byte[] response) {
    Map<String, Object> table;
    try {
      table = FieldTable.read(Unpooled.wrappedBuffer(response), 0, response.length);
    } catch (AmqpException e) {
      return new Malformed("malformed AMQPLAIN response");
    }
    byte[] user = bytes(table.get("LOGIN"));
    byte[] password = bytes(table.get("PASSWORD"));
    if (user == null || password == null) {
      return new Malformed("AMQPLAIN auth info is missing LOGIN or PASSWORD field");
    }
    return new Credentials(new String(user, StandardCharsets.UTF_8), new Secret(password));
  }

  private static byte[] bytes(Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return value instanceof byte[] bytes ? bytes : null;
  }
}
