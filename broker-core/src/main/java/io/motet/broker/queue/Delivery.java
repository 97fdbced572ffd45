package io.motet.broker.queue;

import io.motet.broker.message.Message;

/** One message given to one consumer (or by a get). On the consumer's shard. */
public interface Delivery {
  Queue queue();

  /** Valid during {@link Consumer#deliver}; retain it for longer. */
  Message message();

  boolean redelivered();

  /** How often it was delivered before; what quorum queues show as x-delivery-count. */
  int deliveryCount();

  /**
   * Settles an acknowledging consumer's delivery, once. On the consumer's shard; may be batched.
   */
  void settle(Outcome outcome);
}
