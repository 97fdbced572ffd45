package io.motet.management.view;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small pieces that many objects' facts are made of. */
public final class Facts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+00:00'").withZone(ZoneOffset.UTC);

  private Facts() {}

  /** An ordered, changeable map. */
  public static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      facts.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return facts;
  }

  /** For example {@code 2026-11-22T14:51:15.811+00:00}. */
  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  /** Arguments and properties in values that JSON has. */
  public static Object json(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> converted = new LinkedHashMap<>();
      map.forEach((key, item) -> converted.put(key.toString(), json(item)));
      return converted;
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Facts::json).toList();
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (value instanceof Instant instant) {
      return instant.getEpochSecond();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.doubleValue();
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }

  /** There are no per-object collectors here; RabbitMQ shows the same when it does not know. */
  static Map<String, Object> garbageCollection() {
    return of(
        "fullsweep_after", -1,
        "max_heap_size", -1,
        "min_bin_vheap_size", -1,
        "min_heap_size", -1,
        "minor_gcs", -1);
  }

  /** A count that this broker has no equal of, with its rate. */
  static void putZero(Map<String, Object> facts, String name) {
    facts.put(name, 0);
    facts.put(name + "_details", of("rate", 0.0));
  }
}
