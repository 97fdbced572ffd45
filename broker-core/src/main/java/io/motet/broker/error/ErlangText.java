package io.motet.broker.error;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values as RabbitMQ prints them in error texts, which are Erlang terms: clients and tests compare
 * these texts.
 */
public final class ErlangText {
  private ErlangText() {}

  /** The value as a term: {@code <<"text">>}, {@code 5}, {@code true}, {@code []}. */
  public static String term(Object value) {
    if (value == null) {
      return "undefined";
    }
    if (value instanceof String text) {
      return "<<\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\">>";
    }
    if (value instanceof byte[] bytes) {
      return term(new String(bytes, StandardCharsets.UTF_8));
    }
    if (value instanceof Instant instant) {
      return Long.toString(instant.getEpochSecond());
    }
    if (value instanceof BigDecimal decimal) {
      return "{" + decimal.scale() + "," + decimal.unscaledValue() + "}";
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(item -> "{" + typeName(item) + "," + term(item) + "}")
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(
              e ->
                  "{"
                      + term(e.getKey())
                      + ","
                      + typeName(e.getValue())
                      + ","
                      + term(e.getValue())
                      + "}")
          .collect(Collectors.joining(",", "[", "]"));
    }
    return value.toString();
  }

  /** The value as text inside quotes: strings bare, others as a term. */
  public static String bare(Object value) {
    return value instanceof String text ? text : term(value);
  }

  /** The name of a value's type in AMQP's tables, as RabbitMQ calls it. */
  public static String typeName(Object value) {
    if (value == null) {
      return "void";
    }
    if (value instanceof String) {
      return "longstr";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof Number number) {
      return numberName(number);
    }
    if (value instanceof byte[]) {
      return "binary";
    }
    if (value instanceof Instant) {
      return "timestamp";
    }
    return value instanceof List<?> ? "array" : "table";
  }

  private static String numberName(Number number) {
    if (number instanceof Byte) {
      return "byte";
    }
    if (number instanceof Short) {
      return "short";
    }
    if (number instanceof Integer) {
      return "signedint";
    }
    if (number instanceof Long) {
      return "long";
    }
    if (number instanceof Float) {
      return "float";
    }
    return number instanceof Double ? "double" : "decimal";
  }
}
