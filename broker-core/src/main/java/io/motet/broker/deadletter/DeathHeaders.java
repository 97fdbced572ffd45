package io.motet.broker.deadletter;

import io.motet.broker.message.MessageProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes the headers in which RabbitMQ keeps a message's deaths: {@code x-death}, newest
 * first, one entry for each pair of queue and reason, and the first and last death beside it.
 */
public final class DeathHeaders {
  private static final String DEATHS = "x-death";
  private static final String QUEUE = "queue";
  private static final String REASON = "reason";
  private static final String COUNT = "count";

  private DeathHeaders() {}

  /**
   * The properties of the message as it leaves the queue it died in. Its expiration is taken off,
   * or it would die again at once; the entry remembers it.
   *
   * @param exchange it had been published to
   * @param routingKeys of that publish, with CC, without BCC
   */
  public static MessageProperties record(
      MessageProperties properties,
      DeathReason reason,
      String queue,
      String exchange,
      List<String> routingKeys,
      Instant now) {
    Map<String, Object> headers = new LinkedHashMap<>();
    if (properties.headers() != null) {
      headers.putAll(properties.headers());
    }
    List<Map<String, Object>> deaths = deaths(properties);
    boolean first = deaths.isEmpty();
    Map<String, Object> known = take(deaths, queue, reason);
    deaths.add(
        0,
        known == null
            ? death(reason, queue, exchange, routingKeys, now, properties.expirationMillis())
            : again(known));
    headers.put(DEATHS, deaths);
    if (first) {
      putAround(headers, "x-first-death-", reason, queue, exchange);
    }
    putAround(headers, "x-last-death-", reason, queue, exchange);
    return properties.withHeaders(headers).withExpirationMillis(null);
  }

  /**
   * Whether the message died in that queue before and no client rejected it since: delivering it
   * there again would go on for ever.
   */
  public static boolean isCycle(MessageProperties properties, String targetQueue) {
    for (Map<String, Object> death : deaths(properties)) {
      if (DeathReason.REJECTED.text().equals(death.get(REASON))) {
        return false;
      }
      if (targetQueue.equals(death.get(QUEUE))) {
        return true;
      }
    }
    return false;
  }

  /** The entries that are well-formed; a client may have sent anything under this name. */
  private static List<Map<String, Object>> deaths(MessageProperties properties) {
    List<Map<String, Object>> deaths = new ArrayList<>();
    Object value = properties.headers() == null ? null : properties.headers().get(DEATHS);
    if (value instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> fields && wellFormed(fields)) {
          Map<String, Object> death = new LinkedHashMap<>();
          fields.forEach((name, field) -> death.put(String.valueOf(name), field));
          deaths.add(death);
        }
      }
    }
    return deaths;
  }

  private static boolean wellFormed(Map<?, ?> fields) {
    return fields.get(QUEUE) instanceof String
        && fields.get(REASON) instanceof String
        && fields.get(COUNT) instanceof Number
        && fields.get("exchange") instanceof String
        && fields.get("routing-keys") instanceof List<?>
        && fields.get("time") instanceof Instant;
  }

  private static Map<String, Object> take(
      List<Map<String, Object>> deaths, String queue, DeathReason reason) {
    for (Map<String, Object> death : deaths) {
      if (queue.equals(death.get(QUEUE)) && reason.text().equals(death.get(REASON))) {
        deaths.remove(death);
        return death;
      }
    }
    return null;
  }

  private static Map<String, Object> again(Map<String, Object> death) {
    death.put(COUNT, ((Number) death.get(COUNT)).longValue() + 1);
    return death;
  }

  private static Map<String, Object> death(
      DeathReason reason,
      String queue,
      String exchange,
      List<String> routingKeys,
      Instant now,
      String expirationMillis) {
    Map<String, Object> death = new LinkedHashMap<>();
    if (expirationMillis != null) {
      death.put("original-expiration", expirationMillis);
    }
    death.put(COUNT, 1L);
    death.put(REASON, reason.text());
    death.put(QUEUE, queue);
    death.put("time", now.truncatedTo(ChronoUnit.SECONDS));
    death.put("exchange", exchange);
    death.put("routing-keys", List.copyOf(routingKeys));
    return death;
  }

  private static void putAround(
      Map<String, Object> headers,
      String prefix,
      DeathReason reason,
      String queue,
      String exchange) {
    headers.put(prefix + "reason", reason.text());
    headers.put(prefix + "queue", queue);
    headers.put(prefix + "exchange", exchange);
  }
}
