package io.motet.broker.queue;

/**
 * A limit on unsettled deliveries that several consumers of one channel share (AMQP's qos with
 * {@code global}). The queue takes a permit before a delivery and gives it back at settlement.
 */
public interface PrefetchLimiter {
  /** A limiter for one channel; 0 for no limit. */
  static PrefetchLimiter of(int limit) {
    return new SharedPrefetch(limit);
  }

  /** 0 for no limit. Any thread. */
  int limit();

  /** Changes the limit; a raise lets waiting consumers go on. On the channel's shard. */
  void limit(int limit);
}
