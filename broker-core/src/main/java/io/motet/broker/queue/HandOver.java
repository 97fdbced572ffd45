package io.motet.broker.queue;

import io.motet.broker.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes a delivery to its consumer: at once on the same shard, else with the next batch. */
final class HandOver {
  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

  private HandOver() {}

  static void give(QueueShard from, LocalDelivery delivery) {
    if (!delivery.remote) {
      delivery.given = delivery.message;
      deliver(delivery);
      return;
    }
    Message copy = delivery.message.copyFor();
    from.send(
        delivery.consumer().shard(),
        () -> {
          delivery.given = copy;
          deliver(delivery);
          delivery.given = null;
          copy.release();
        });
  }

  private static void deliver(LocalDelivery delivery) {
    try {
      delivery.consumer().deliver(delivery);
    } catch (RuntimeException e) {
      // A front end's fault must not stop the queue; the delivery stays unacknowledged.
      LOG.error("A consumer of queue '{}' failed", delivery.queue.name(), e);
    }
  }
}
