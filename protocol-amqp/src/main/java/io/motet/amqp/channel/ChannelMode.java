package io.motet.amqp.channel;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;

/**
 * What a channel does with publishes and settlements: pass them on, confirm them, or collect them
 * in a transaction. A channel starts plain and may leave that once. On the channel's shard.
 */
sealed interface ChannelMode permits PlainMode, ConfirmMode, TransactionMode {
  /**
   * Publishes and takes over the message's reference.
   *
   * @param returned whether the client is to get it back, since it has no target
   */
  void publish(Message message, Route route, boolean returned);

  /** Settles a delivery that was taken out of the unsettled ones. */
  void settle(long tag, Delivery delivery, Outcome outcome);

  /** The end of a shard's iteration in which something happened. */
  default void endIteration() {}

  /** The channel is gone. */
  default void close() {}

  default int unconfirmedCount() {
    return 0;
  }

  default int uncommittedCount() {
    return 0;
  }

  default int uncommittedAckCount() {
    return 0;
  }
}
