package io.motet.broker.publish;

import io.motet.broker.queue.Engine;
import io.motet.broker.shard.Shard;

/** Makes publishers. */
public final class Publishers {
  private Publishers() {}

  /** A publisher for a channel on the given shard; confirms are off at first. */
  public static Publisher create(Engine engine, Shard shard, PublishObserver observer) {
    return new ChannelPublisher(engine.fanOut(shard), observer);
  }
}
