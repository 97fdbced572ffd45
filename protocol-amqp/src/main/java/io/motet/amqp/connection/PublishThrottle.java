package io.motet.amqp.connection;

import io.motet.broker.memory.Alarms.Alarm;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds back a connection that publishes while an alarm is active, and tells it so once. A
 * connection that only consumes goes on: its settlements give room back. On the connection's shard;
 * the two questions may be asked on any thread.
 */
final class PublishThrottle {
  /** What the throttle does to its connection. */
  interface Effects {
    /** Stops reading; {@code reason} is for the client. */
    void block(String reason);

    void unblock();
  }

  private final Effects effects;
  private volatile Set<Alarm> alarms = Set.of();
  private volatile boolean blocked;

  PublishThrottle(Effects effects) {
    this.effects = effects;
  }

  /** The reasons to hold publishers back have changed. */
  void alarms(Set<Alarm> active) {
    alarms = active;
    if (active.isEmpty() && blocked) {
      blocked = false;
      effects.unblock();
    }
  }

  /** Content has come in: this connection publishes. */
  void contentReceived() {
    if (!alarms.isEmpty() && !blocked) {
      blocked = true;
      effects.block(reason());
    }
  }

  /** Whether it will be blocked as soon as it publishes. */
  boolean blocking() {
    return !alarms.isEmpty();
  }

  boolean blocked() {
    return blocked;
  }

  private String reason() {
    return alarms.stream()
        .sorted(Comparator.naturalOrder())
        .map(alarm -> alarm.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" & ", "low on ", ""));
  }
}
