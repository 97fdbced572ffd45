package io.motet.broker.stream;

import io.motet.broker.topic.TopicConfigKeys;
import java.util.HashMap;
import java.util.Map;

/** What the arguments of a queue of type {@code stream} mean to its topic. */
public final class StreamArguments {
  public static final String MAX_BYTES = "x-max-length-bytes";
  public static final String MAX_AGE = "x-max-age";
  public static final String MAX_SEGMENT_BYTES = "x-stream-max-segment-size-bytes";
  public static final String FILTER_BYTES = "x-stream-filter-size-bytes";

  /** As long as RabbitMQ takes messages, and what surrounds them. */
  private static final String MAX_MESSAGE_BYTES = "135266304";

  /** A smaller one could not take a batch. */
  private static final long SMALLEST_SEGMENT = 10_000;

  private static final String DEFAULT_SEGMENT_BYTES = "500000000";

  private StreamArguments() {}

  /** The topic's configurations; the arguments have been checked. */
  public static Map<String, String> configs(Map<String, Object> arguments) {
    Map<String, String> configs = new HashMap<>();
    configs.put(TopicConfigKeys.MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
    configs.put(TopicConfigKeys.RETENTION_BYTES, number(arguments, MAX_BYTES, "-1"));
    configs.put(
        TopicConfigKeys.RETENTION_MS,
        arguments.get(MAX_AGE) instanceof String age
            ? Long.toString(MaxAge.parseMillis(age))
            : "-1");
    long segment = Long.parseLong(number(arguments, MAX_SEGMENT_BYTES, DEFAULT_SEGMENT_BYTES));
    configs.put(
        TopicConfigKeys.SEGMENT_BYTES,
        Long.toString(Math.max(SMALLEST_SEGMENT, Math.min(Integer.MAX_VALUE, segment))));
    return configs;
  }

  /** What of them a policy says; it counts before the arguments, as in RabbitMQ. */
  public static Map<String, String> configsByPolicy(Map<String, Object> definition) {
    Map<String, String> configs = new HashMap<>();
    if (definition.get("max-length-bytes") instanceof Number bytes) {
      configs.put(TopicConfigKeys.RETENTION_BYTES, Long.toString(bytes.longValue()));
    }
    if (definition.get("max-age") instanceof String age) {
      configs.put(TopicConfigKeys.RETENTION_MS, Long.toString(MaxAge.parseMillis(age)));
    }
    return configs;
  }

  private static String number(Map<String, Object> arguments, String name, String absent) {
    return arguments.get(name) instanceof Number value ? Long.toString(value.longValue()) : absent;
  }
}
