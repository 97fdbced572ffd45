package io.motet.broker.policy;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErlangText;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Which keys a policy may define, with which values, in RabbitMQ's words. */
final class PolicyDefinition {
  private static final long MAX_STREAM_SEGMENT_BYTES = 3_000_000_000L;

  private static final Map<String, Rule> RULES = new TreeMap<>();

  /** The keys that an operator policy may define. */
  private static final Set<String> OPERATOR_KEYS =
      Set.of(
          "expires",
          "message-ttl",
          "max-length",
          "max-length-bytes",
          "max-in-memory-length",
          "max-in-memory-bytes",
          "delivery-limit",
          "queue-version",
          "overflow");

  static {
    text("alternate-exchange", "alternate exchange name");
    wholeFrom("consumer-timeout", 0, "consumer timeout");
    text("dead-letter-exchange", "dead letter exchange name");
    add(
        "dead-letter-routing-key",
        "dead letter routing key",
        value -> value instanceof String s && Utf8.of(s).length() <= Message.MAX_NAME_BYTES);
    oneOf("dead-letter-strategy", "dead letter strategy", "at-most-once", "at-least-once");
    wholeFrom("message-ttl", 0, "message TTL");
    wholeFrom("expires", 1, "queue expiry");
    wholeFrom("max-length", 0, "maximum length");
    wholeFrom("max-length-bytes", 0, "maximum length in bytes");
    wholeFrom("max-in-memory-length", 0, "maximum memory in bytes");
    wholeFrom("max-in-memory-bytes", 0, "maximum memory in bytes");
    oneOf("queue-mode", "queue-mode value", "default", "lazy");
    oneOf("queue-version", "queue-version value", 1L, 2L);
    oneOf("overflow", "overflow value", "drop-head", "reject-publish", "reject-publish-dlx");
    wholeFrom("delivery-limit", 0, "delivery limit");
    add("max-age", "max age", value -> value instanceof String s && s.matches("[1-9]\\d*[YMDhms]"));
    add(
        "stream-max-segment-size-bytes",
        "segment size",
        value -> whole(value) && inRange(value, 0, MAX_STREAM_SEGMENT_BYTES));
    RULES.put(
        "stream-filter-size-bytes",
        new Rule(
            value -> whole(value) && inRange(value, 16, 255),
            "filter size. Valid range is 16-255"));
    oneOf(
        "queue-leader-locator",
        "queue leader locator value",
        "client-local",
        "balanced",
        "random",
        "least-leaders");
    wholeFrom("initial-cluster-size", 0, "cluster size");
    // Of mirrored queues, and of clusters: accepted, without effect on one node.
    add("ha-mode", "ha-mode value", value -> value instanceof String);
    add("ha-params", "ha-params value", value -> true);
    add("ha-sync-mode", "ha-sync-mode value", value -> value instanceof String);
    add("ha-sync-batch-size", "ha-sync-batch-size value", PolicyDefinition::whole);
    add("ha-promote-on-shutdown", "ha-promote-on-shutdown value", v -> v instanceof String);
    add("ha-promote-on-failure", "ha-promote-on-failure value", v -> v instanceof String);
    add("queue-master-locator", "queue-master-locator value", v -> v instanceof String);
    wholeFrom("target-group-size", 1, "target group size");
  }

  private PolicyDefinition() {}

  /** Refuses an unknown key, or a known one with a wrong value. */
  static void check(Map<String, Object> definition, boolean operator) {
    if (definition.isEmpty()) {
      throw new BrokerException(ErrorKind.INVALID, "no policy provided");
    }
    Map<String, Object> unknown = new TreeMap<>();
    definition.forEach(
        (key, value) -> {
          if (!RULES.containsKey(key) || (operator && !OPERATOR_KEYS.contains(key))) {
            unknown.put(key, value);
          }
        });
    if (!unknown.isEmpty()) {
      throw new BrokerException(
          ErrorKind.INVALID, terms(unknown) + " are not recognised policy settings");
    }
    definition.forEach((key, value) -> RULES.get(key).check(value));
  }

  private static String terms(Map<String, Object> settings) {
    StringBuilder text = new StringBuilder("[");
    settings.forEach(
        (key, value) -> {
          text.append(text.length() > 1 ? "," : "");
          text.append('{').append(ErlangText.term(key)).append(',');
          text.append(ErlangText.term(value)).append('}');
        });
    return text.append(']').toString();
  }

  private static void add(String key, String what, Predicate<Object> valid) {
    RULES.put(key, new Rule(valid, what));
  }

  private static void text(String key, String what) {
    add(key, what, value -> value instanceof String);
  }

  private static void wholeFrom(String key, long min, String what) {
    add(key, what, value -> whole(value) && inRange(value, min, Long.MAX_VALUE));
  }

  private static void oneOf(String key, String what, Object... allowed) {
    Set<Object> values = Set.of(allowed);
    add(key, what, v -> v != null && values.contains(whole(v) ? ((Number) v).longValue() : v));
  }

  private static boolean whole(Object value) {
    return value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long;
  }

  private static boolean inRange(Object value, long min, long max) {
    long number = ((Number) value).longValue();
    return number >= min && number <= max;
  }

  private record Rule(Predicate<Object> valid, String what) {
    void check(Object value) {
      if (!valid.test(value)) {
        throw new BrokerException(
            ErrorKind.INVALID, ErlangText.term(value) + " is not a valid " + what);
      }
    }
  }
}
