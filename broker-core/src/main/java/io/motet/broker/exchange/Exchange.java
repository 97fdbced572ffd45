package io.motet.broker.exchange;

import io.motet.broker.stats.MessageCounters;
import java.util.Map;

/** An exchange as others see it. Immutable but for its counters; routing is the virtual host's. */
public interface Exchange {
  String name();

  String type();

  boolean durable();

  boolean autoDelete();

  boolean internal();

  Map<String, Object> arguments();

  /** The name of the policy that applies, or null. */
  String policy();

  MessageCounters counters();
}
