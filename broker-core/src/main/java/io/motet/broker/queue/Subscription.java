package io.motet.broker.queue;

import java.util.Map;

/** A consumer on a queue. Figures may be read by any thread; methods as they say. */
public interface Subscription {
  Queue queue();

  ConsumerSpec spec();

  /** Whether it gets messages: false for the waiting ones of a single-active-consumer queue. */
  boolean active();

  int unacknowledgedCount();

  default Map<String, Object> arguments() {
    return spec().arguments();
  }

  /**
   * Stops deliveries or lets them go on, as the consumer's socket is writable or not. On the
   * consumer's shard.
   */
  void writable(boolean writable);

  /**
   * Ends it; deliveries in flight to another shard may still arrive before {@code done} runs, on
   * the consumer's shard. Unsettled deliveries stay with the channel.
   */
  void cancel(Runnable done);
}
