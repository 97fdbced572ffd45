package io.motet.broker.vhost;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErlangText;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.stream.StreamArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which arguments a queue may be declared with. An argument that no queue type knows is accepted;
 * one that another type knows is refused.
 */
final class QueueArguments {
  static final String TYPE = "x-queue-type";
  static final String DEAD_LETTER_EXCHANGE = "x-dead-letter-exchange";

  static final String CLASSIC = "classic";
  static final String QUORUM = "quorum";
  static final String STREAM = "stream";

  private static final List<String> OF_CLASSIC =
      List.of(
          "x-expires",
          "x-message-ttl",
          DEAD_LETTER_EXCHANGE,
          "x-dead-letter-routing-key",
          "x-max-length",
          "x-max-length-bytes",
          "x-max-priority",
          "x-overflow",
          "x-queue-mode",
          "x-queue-version",
          "x-single-active-consumer",
          TYPE,
          "x-queue-master-locator",
          "x-queue-leader-locator");

  private static final List<String> OF_QUORUM =
      List.of(
          DEAD_LETTER_EXCHANGE,
          "x-dead-letter-routing-key",
          "x-dead-letter-strategy",
          "x-expires",
          "x-max-length",
          "x-max-length-bytes",
          "x-max-in-memory-length",
          "x-max-in-memory-bytes",
          "x-overflow",
          "x-single-active-consumer",
          TYPE,
          "x-quorum-initial-group-size",
          "x-delivery-limit",
          "x-message-ttl",
          "x-queue-leader-locator");

  private static final List<String> OF_STREAM =
      List.of(
          StreamArguments.MAX_BYTES,
          TYPE,
          StreamArguments.MAX_AGE,
          StreamArguments.MAX_SEGMENT_BYTES,
          "x-initial-cluster-size",
          "x-queue-leader-locator");

  private static final long MAX_SEGMENT_BYTES = 3_000_000_000L;
  private static final int MIN_FILTER_BYTES = 16;
  private static final int MAX_FILTER_BYTES = 255;

  private static final Map<String, ArgumentRule> RULES = new LinkedHashMap<>();

  static {
    RULES.put("x-expires", ArgumentRule.EXPIRES);
    RULES.put("x-message-ttl", ArgumentRule.TTL);
    RULES.put(DEAD_LETTER_EXCHANGE, ArgumentRule.TEXT);
    RULES.put("x-dead-letter-routing-key", ArgumentRule.DEAD_LETTER_KEY);
    RULES.put(
        "x-dead-letter-strategy",
        ArgumentRule.oneOf("invalid_dlx_strategy", "at-most-once", "at-least-once"));
    RULES.put("x-max-length", ArgumentRule.NOT_NEGATIVE);
    RULES.put("x-max-length-bytes", ArgumentRule.NOT_NEGATIVE);
    RULES.put("x-max-in-memory-length", ArgumentRule.NOT_NEGATIVE);
    RULES.put("x-max-in-memory-bytes", ArgumentRule.NOT_NEGATIVE);
    RULES.put("x-max-priority", ArgumentRule.PRIORITY);
    RULES.put(
        "x-overflow",
        ArgumentRule.oneOf(
            "invalid_overflow", "drop-head", "reject-publish", "reject-publish-dlx"));
    RULES.put("x-queue-mode", ArgumentRule.oneOfNamed("queue mode", "default", "lazy"));
    RULES.put("x-queue-version", ArgumentRule.QUEUE_VERSION);
    RULES.put("x-single-active-consumer", ArgumentRule.BOOL);
    RULES.put("x-quorum-initial-group-size", ArgumentRule.POSITIVE);
    RULES.put(StreamArguments.MAX_AGE, ArgumentRule.MAX_AGE);
    RULES.put(StreamArguments.MAX_SEGMENT_BYTES, ArgumentRule.NOT_NEGATIVE);
    RULES.put("x-initial-cluster-size", ArgumentRule.POSITIVE);
    RULES.put(
        "x-queue-leader-locator",
        ArgumentRule.oneOf(
            "invalid_queue_locator_arg", "client-local", "balanced", "random", "least-leaders"));
  }

  private QueueArguments() {}

  /** The type that the arguments ask for, {@code classic} without. */
  static String type(Map<String, Object> arguments) {
    return arguments.get(TYPE) instanceof String type ? type : CLASSIC;
  }

  /** The arguments that a second declaration must repeat. */
  static List<String> compared(String type) {
    return switch (type) {
      case QUORUM -> OF_QUORUM;
      case STREAM -> OF_STREAM;
      default -> OF_CLASSIC;
    };
  }

  /**
   * Refuses what RabbitMQ refuses, in its words.
   *
   * @param resource as error texts call the queue
   */
  static void check(String resource, Map<String, Object> arguments) {
    checkRule(
        resource, TYPE, ArgumentRule.oneOfNamed("queue type", CLASSIC, QUORUM, STREAM), arguments);
    String type = type(arguments);
    List<String> known = compared(type);
    RULES.forEach(
        (name, rule) -> {
          if (known.contains(name)) {
            checkRule(resource, name, rule, arguments);
          }
        });
    for (String name : arguments.keySet()) {
      if (!known.contains(name) && isOfAnotherType(name)) {
        throw refusal(
            "invalid arg '"
                + name
                + "' for "
                + resource
                + " of queue type rabbit_"
                + type
                + "_queue");
      }
    }
    if (type.equals(STREAM)) {
      checkSizes(arguments);
    }
  }

  private static void checkSizes(Map<String, Object> arguments) {
    if (arguments.get(StreamArguments.MAX_SEGMENT_BYTES) instanceof Number size
        && size.longValue() > MAX_SEGMENT_BYTES) {
      throw refusal("Exceeded max value for x-stream-max-segment-size-bytes");
    }
    if (arguments.get(StreamArguments.FILTER_BYTES) instanceof Number size
        && (size.longValue() > MAX_FILTER_BYTES || size.longValue() < MIN_FILTER_BYTES)) {
      throw refusal("Invalid value for  x-stream-filter-size-bytes");
    }
  }

  private static boolean isOfAnotherType(String name) {
    return OF_CLASSIC.contains(name) || OF_QUORUM.contains(name) || OF_STREAM.contains(name);
  }

  private static void checkRule(
      String resource, String name, ArgumentRule rule, Map<String, Object> arguments) {
    if (!arguments.containsKey(name)) {
      return;
    }
    String fault = rule.fault(arguments.get(name), arguments);
    if (fault != null) {
      throw refusal("invalid arg '" + name + "' for " + resource + ": " + fault);
    }
  }

  /** Refuses an argument that must name an exchange and is no text. */
  static void checkExchangeName(String resource, String name, Map<String, Object> arguments) {
    Object value = arguments.get(name);
    if (arguments.containsKey(name) && !(value instanceof String)) {
      throw refusal(
          "invalid type '"
              + ErlangText.typeName(value)
              + "' for arg '"
              + name
              + "' in "
              + resource);
    }
  }

  private static BrokerException refusal(String text) {
    return new BrokerException(ErrorKind.PRECONDITION_FAILED, text);
  }

  /** Names of all arguments that some type knows, for documentation and tests. */
  static List<String> names() {
    List<String> names = new ArrayList<>(OF_CLASSIC);
    OF_QUORUM.stream().filter(name -> !names.contains(name)).forEach(names::add);
    OF_STREAM.stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names;
  }
}
