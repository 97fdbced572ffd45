package io.motet.broker.queue;

import io.motet.broker.message.Message;

/**
 * A copy on its way to a consumer, and until it is settled a link in the queue's list of
 * unacknowledged messages. For consumers that don't acknowledge one object serves all deliveries.
 *
 * <p>The fields belong to the queue's shard, but for {@code given} and {@code settled}, which
 * belong to the consumer's.
 */
final class LocalDelivery extends Entry implements Delivery {
  final LocalQueue queue;

  /** Null for a get. */
  final LocalSubscription subscription;

  /** Whether the consumer is on another shard. */
  final boolean remote;

  LocalDelivery previous;
  LocalDelivery next;
  boolean linked;
  boolean permit;
  boolean timedOut;
  boolean redelivered;
  long deliveredAtMillis;

  /** What the consumer sees: the message itself, or the copy for the consumer's shard. */
  Message given;

  private final Consumer consumer;
  private boolean settled;

  LocalDelivery(
      LocalQueue queue, Consumer consumer, LocalSubscription subscription, boolean remote) {
    this.queue = queue;
    this.consumer = consumer;
    this.subscription = subscription;
    this.remote = remote;
  }

  Consumer consumer() {
    return consumer;
  }

  @Override
  public Queue queue() {
    return queue;
  }

  @Override
  public Message message() {
    return given;
  }

  @Override
  public boolean redelivered() {
    return redelivered;
  }

  @Override
  public int deliveryCount() {
    return deliveryCount;
  }

  @Override
  public void settle(Outcome outcome) {
    if (settled) {
      throw new IllegalStateException("delivery settled twice");
    }
    settled = true;
    queue.settle(this, outcome);
  }
}
