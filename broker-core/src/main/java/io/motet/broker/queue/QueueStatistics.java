package io.motet.broker.queue;

import io.motet.broker.stats.MessageCounters;

/**
 * What a queue publishes for others to read; any thread, each figure late by at most an iteration.
 */
public interface QueueStatistics {
  long ready();

  long unacknowledged();

  long readyBytes();

  long unacknowledgedBytes();

  long persistent();

  long persistentBytes();

  /** Messages whose body is in memory. */
  long resident();

  long residentBytes();

  long pagedOut();

  long pagedOutBytes();

  int consumers();

  /** Share of time in which a message could be delivered at once, 0 to 1; 0 without consumers. */
  double consumerCapacity();

  /** Time since the epoch from which it had no traffic, or 0 when it has. */
  long idleSinceMillis();

  /**
   * Timestamp property of the first message, in seconds, when {@link Queue#noteHead} was last
   * called; -1 if it has none, is on disk only, or there is no message.
   */
  long headMessageTimestampSeconds();

  /** Heap and direct bytes it holds, estimated. */
  long memoryBytes();

  String policy();

  String operatorPolicy();

  String exclusiveConsumerTag();

  String singleActiveConsumerTag();

  MessageCounters counters();
}
