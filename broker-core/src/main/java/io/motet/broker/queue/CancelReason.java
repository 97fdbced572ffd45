package io.motet.broker.queue;

/** Why the broker, not the client, ends a subscription. */
public enum CancelReason {
  QUEUE_DELETED,
  QUEUE_MOVED,
  CONSUMER_TIMEOUT,
  BROKER_STOPPING
}
