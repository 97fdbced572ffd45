package io.motet.management.view;

import io.motet.management.stats.Reading;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code message_stats} of an object: only the groups of figures that ever counted, and absent
 * altogether when none did.
 */
final class MessageStats {
  private static final String[] DELIVERIES = {
    "ack", "deliver", "deliver_get", "deliver_no_ack", "get", "get_empty", "get_no_ack", "redeliver"
  };
  private static final String[] PUBLISHES = {
    "confirm", "drop_unroutable", "publish", "return_unroutable"
  };

  private MessageStats() {}

  static void putQueue(Map<String, Object> facts, Reading reading) {
    Map<String, Object> stats = new LinkedHashMap<>();
    reading.putIfAny(stats, DELIVERIES);
    reading.putIfAny(stats, "publish");
    put(facts, stats);
  }

  static void putExchange(Map<String, Object> facts, Reading reading) {
    Map<String, Object> stats = new LinkedHashMap<>();
    reading.putIfAny(stats, "publish_in");
    reading.putIfAny(stats, "publish_out");
    put(facts, stats);
  }

  /** For channels, virtual hosts and the overview. */
  static Map<String, Object> channel(Reading reading) {
    Map<String, Object> stats = new LinkedHashMap<>();
    reading.putIfAny(stats, DELIVERIES);
    reading.putIfAny(stats, PUBLISHES);
    return stats;
  }

  static void put(Map<String, Object> facts, Map<String, Object> stats) {
    if (!stats.isEmpty()) {
      facts.put("message_stats", stats);
    }
  }
}
