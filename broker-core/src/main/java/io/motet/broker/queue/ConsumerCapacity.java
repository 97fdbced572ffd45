package io.motet.broker.queue;

import java.util.concurrent.TimeUnit;

/**
 * Share of the time in which a queue's consumers could take a message at once: an average in which
 * a second ago counts half, as RabbitMQ's {@code consumer_capacity}. The shard tells of changes,
 * any thread reads.
 */
final class ConsumerCapacity {
  private static final double HALF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private volatile Period period;

  /**
   * Since the last change.
   *
   * @param activeNanos how long consumers could take messages before they could not
   * @param average up to the time before that
   */
  private record Period(boolean blocked, long sinceNanos, long activeNanos, double average) {
    double averageAt(long nowNanos) {
      long passedNanos = Math.max(0, nowNanos - sinceNanos);
      long active = blocked ? activeNanos : passedNanos;
      long all = blocked ? activeNanos + passedNanos : passedNanos;
      if (all == 0) {
        return average;
      }
      double weight = Math.pow(0.5, all / HALF_LIFE_NANOS);
      return (double) active / all * (1 - weight) + average * weight;
    }
  }

  ConsumerCapacity(long nowNanos) {
    period = new Period(false, nowNanos, 0, 1);
  }

  boolean blocked() {
    return period.blocked;
  }

  /** Messages begin to wait for consumers that have all they may have. */
  void block(long nowNanos) {
    Period active = period;
    period = new Period(true, nowNanos, nowNanos - active.sinceNanos, active.average);
  }

  /** No message waits any more. */
  void unblock(long nowNanos) {
    period = new Period(false, nowNanos, 0, period.averageAt(nowNanos));
  }

  /** From 0 to 1. */
  double at(long nowNanos) {
    return period.averageAt(nowNanos);
  }
}
