package io.motet.broker.connection;

import io.motet.broker.stats.MessageCounters;

/** A channel, or what stands for one in a protocol without. Figures may be read by any thread. */
public interface ClientChannel {
  ClientConnection connection();

  int number();

  /** For example {@code 127.0.0.1:39748 -> 127.0.0.1:5672 (1)}. */
  default String name() {
    return connection().name() + " (" + number() + ")";
  }

  int consumerCount();

  int unacknowledgedCount();

  int unconfirmedCount();

  int uncommittedCount();

  int uncommittedAckCount();

  int prefetch();

  int globalPrefetch();

  boolean confirms();

  boolean transactional();

  /** Time since the epoch at which it last had nothing to do, or 0 while busy. */
  long idleSinceMillis();

  MessageCounters counters();
}
