package io.motet.broker.publish;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;

/** Brings one channel's messages to their queues. On the channel's shard. */
public interface Publisher {
  /**
   * Publishes and takes over the message's reference. An empty route drops it: accepted at once.
   *
   * @param token handed back to the observer
   */
  void publish(Message message, Route route, long token);

  /** Collects publishes and settlements to become visible and durable together. */
  Transaction begin();
}
