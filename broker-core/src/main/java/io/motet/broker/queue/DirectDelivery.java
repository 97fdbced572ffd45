package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.publish.DirectTarget;

/** Gives a message to a target that keeps nothing, on that target's shard. */
final class DirectDelivery {
  private DirectDelivery() {}

  static void send(QueueShard from, DirectTarget target, Message message) {
    if (target.shard() == from.shard()) {
      target.accept(message);
      return;
    }
    Message copy = message.copyFor();
    from.send(
        target.shard(),
        () -> {
          target.accept(copy);
          copy.release();
        });
  }
}
