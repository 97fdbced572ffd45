package io.motet.broker.queue;

import io.motet.broker.shard.Shard;

/** The front end's end of a subscription. All methods run on {@link #shard()}. */
public interface Consumer {
  /** The shard of the consumer's connection; constant. */
  Shard shard();

  /**
   * Takes a message. The queue has counted it against the prefetch limit. The message is valid
   * during the call; the delivery of an acknowledging consumer stays valid until it is settled.
   */
  void deliver(Delivery delivery);

  /**
   * A delivery has stayed unsettled for longer than the queue allows. It stays unsettled: AMQP
   * closes the channel, which returns it.
   */
  default void deliveryTimedOut(Delivery delivery, long timeoutMillis) {}

  /** The broker ended the subscription; no delivery follows. */
  void cancelled(CancelReason reason);
}
