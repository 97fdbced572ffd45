package io.motet.broker.publish;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.queue.Acceptance;
import io.motet.broker.queue.FanOut;
import io.motet.broker.shard.DurableWaiters.Waiter;

/** A publisher of one channel. On the channel's shard. */
final class ChannelPublisher implements Publisher, Waiter {
  private final FanOut fanOut;
  private final PublishObserver observer;
  private boolean confirming;

  ChannelPublisher(FanOut fanOut, PublishObserver observer) {
    this.fanOut = fanOut;
    this.observer = observer;
  }

  @Override
  public void confirming(boolean on) {
    confirming = on;
  }

  @Override
  public void publish(Message message, Route route, long token) {
    Acceptance acceptance =
        fanOut.publish(message, route.targets(), confirming ? this : null, token);
    message.release();
    if (confirming && acceptance != Acceptance.PENDING) {
      settled(token, acceptance == Acceptance.DONE);
    }
  }

  @Override
  public void settled(long token, boolean durable) {
    observer.published(token, durable ? PublishOutcome.ACCEPTED : PublishOutcome.REJECTED);
  }

  @Override
  public Transaction begin() {
    return new ChannelTransaction(fanOut);
  }
}
