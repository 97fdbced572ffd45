package io.motet.management.message;

import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.Delivery;
import io.motet.broker.shard.Shard;

/** Takes a message that nobody wants to see. */
public record DiscardingConsumer(Shard shard) implements Consumer {
  @Override
  public void deliver(Delivery delivery) {
    // Taken without acknowledgement: it is settled already.
  }

  @Override
  public void cancelled(CancelReason reason) {
    // Only a get uses it, which nothing cancels.
  }
}
