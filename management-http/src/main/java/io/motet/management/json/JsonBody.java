package io.motet.management.json;

import io.motet.management.http.HttpFailure;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request's JSON object, with the lenient readings that RabbitMQ gives its fields. */
public final class JsonBody {
  private final Map<String, Object> fields;

  private JsonBody(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Nothing, {@code null} and {@code undefined} are an empty object, as some clients send them. */
  public static JsonBody parse(byte[] body) {
    String text = body.length > 9 ? null : new String(body, StandardCharsets.UTF_8).trim();
    if (text != null && (text.isEmpty() || text.equals("null") || text.equals("undefined"))) {
      return new JsonBody(Map.of());
    }
    Object value;
    try {
      value = Json.parse(body);
    } catch (IOException e) {
      throw HttpFailure.badRequest("not_json");
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((key, field) -> fields.put((String) key, field));
      return new JsonBody(fields);
    }
    throw HttpFailure.badRequest(
        value instanceof String
            ? "invalid payload: the request body JSON-decoded to a string. "
                + "Is the input doubly-JSON-encoded?"
            : "not_json");
  }

  /** Throws 400 naming all that are missing. */
  public JsonBody require(String... names) {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (!fields.containsKey(name)) {
        missing.add("{key_missing," + name + "}");
      }
    }
    if (!missing.isEmpty()) {
      throw HttpFailure.badRequest("[" + String.join(",", missing) + "]");
    }
    return this;
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The raw value, or null. */
  public Object get(String name) {
    return fields.get(name);
  }

  /** Text, or the default when absent or null; other values in their JSON form. */
  public String text(String name, String absent) {
    Object value = fields.get(name);
    return value == null ? absent : value.toString();
  }

  /** A boolean, also written as a string. */
  public boolean flag(String name, boolean absent) {
    Object value = fields.get(name);
    if (value == null || value.equals("undefined")) {
      return absent;
    }
    return switch (value.toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw HttpFailure.badRequest("{not_boolean," + quoted(value) + "}");
    };
  }

  /** A whole number, also written as a string. */
  public long number(String name, long absent) {
    Object value = fields.get(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    try {
      return Long.parseLong(value.toString());
    } catch (NumberFormatException e) {
      throw HttpFailure.badRequest("{not_integer," + quoted(value) + "}");
    }
  }

  /** An object, empty when absent; whole numbers in it are Long. */
  public Map<String, Object> table(String name) {
    Object value = fields.get(name);
    if (value == null || (value instanceof List<?> list && list.isEmpty())) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw HttpFailure.badRequest("{not_a_map," + quoted(value) + "}");
    }
    return tableOf(map);
  }

  /** Words of a comma-separated string or of an array of strings. */
  public List<String> words(String name) {
    Object value = fields.get(name);
    List<?> raw = value instanceof List<?> list ? list : List.of(text(name, "").split(","));
    return raw.stream().map(word -> word.toString().trim()).filter(w -> !w.isEmpty()).toList();
  }

  private static Map<String, Object> tableOf(Map<?, ?> map) {
    Map<String, Object> table = new LinkedHashMap<>();
    map.forEach((key, value) -> table.put(key.toString(), widened(value)));
    return Collections.unmodifiableMap(table);
  }

  private static Object widened(Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof BigInteger) {
      throw HttpFailure.badRequest("{integer_out_of_range," + value + "}");
    }
    if (value instanceof Map<?, ?> map) {
      return tableOf(map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonBody::widened).toList();
    }
    return value;
  }

  private static String quoted(Object value) {
    return "<<\"" + value + "\">>";
  }
}
