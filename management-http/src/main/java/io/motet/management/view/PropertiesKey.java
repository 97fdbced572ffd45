package io.motet.management.view;

import io.motet.broker.exchange.Binding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * What tells a binding from others of the same source and destination, in one path segment: the
 * routing key, quoted, and after a tilde a hash of the arguments, if there are any. {@code ~} alone
 * stands for no routing key and no arguments. The hash differs from RabbitMQ's, whose depends on
 * Erlang terms; clients take it from answers and only hand it back.
 */
public final class PropertiesKey {
  private static final String UNQUOTED = ".-_";

  private PropertiesKey() {}

  public static String of(Binding binding) {
    return of(binding.routingKey(), binding.arguments());
  }

  public static String of(String routingKey, Map<String, Object> arguments) {
    if (arguments.isEmpty()) {
      return routingKey.isEmpty() ? "~" : quote(routingKey);
    }
    return quote(routingKey) + "~" + hash(arguments);
  }

  /** Whether the binding is meant, also when the routing key was not quoted. */
  public static boolean matches(Binding binding, String key) {
    return of(binding).equals(key)
        || (binding.arguments().isEmpty() && binding.routingKey().equals(key));
  }

  private static String hash(Map<String, Object> arguments) {
    CRC32 crc = new CRC32();
    crc.update(canonical(arguments).getBytes(StandardCharsets.UTF_8));
    byte[] bytes = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String canonical(Object value) {
    Object json = Facts.json(value);
    if (json instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, item) -> sorted.put(key.toString(), canonical(item)));
      return sorted.toString();
    }
    return String.valueOf(json);
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c == ' ') {
        out.append('+');
      } else if (c < 0x80 && (Character.isLetterOrDigit(c) || UNQUOTED.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append("%02X".formatted((int) c));
      }
    }
    return out.toString();
  }
}
