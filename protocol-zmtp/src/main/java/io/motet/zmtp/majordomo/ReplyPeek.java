package io.motet.zmtp.majordomo;

import io.motet.broker.message.Message;
import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.shard.Shard;
import io.motet.zmtp.message.MessageFrames;

/** Looks at the first message of a queue and leaves it there. On its shard. */
final class ReplyPeek implements Consumer {
  private final Shard shard;
  private final MessageFrames frames = new MessageFrames();
  private Message message;

  ReplyPeek(Shard shard) {
    this.shard = shard;
  }

  @Override
  public Shard shard() {
    return shard;
  }

  @Override
  public void deliver(Delivery delivery) {
    message = delivery.message().retain();
    frames.read(message);
    delivery.settle(Outcome.REQUEUE);
  }

  @Override
  public void cancelled(CancelReason reason) {}

  /** The message; null when there was none. Valid until {@link #release}. */
  MessageFrames reply() {
    return message == null ? null : frames;
  }

  void release() {
    if (message != null) {
      message.release();
      message = null;
    }
  }
}
