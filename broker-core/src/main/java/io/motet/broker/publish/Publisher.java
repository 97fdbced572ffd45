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

  /**
   * Whether the observer wants to know; off at first. While off the observer is told nothing and
   * nothing is forced to disk for its sake.
   */
  void confirming(boolean on);

  /** Collects publishes and settlements to become visible and durable together. */
  Transaction begin();
}
