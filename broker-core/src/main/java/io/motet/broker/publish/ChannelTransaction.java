package io.motet.broker.publish;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.FanOut;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.TransactionWork;
import java.util.concurrent.CompletableFuture;

/** The transaction of one channel, begun anew after each end. On the channel's shard. */
final class ChannelTransaction implements Transaction {
  private final FanOut fanOut;
  private TransactionWork work;

  ChannelTransaction(FanOut fanOut) {
    this.fanOut = fanOut;
    this.work = fanOut.newTransaction();
  }

  @Override
  public void publish(Message message, Route route) {
    work.publish(message, route.targets());
  }

  @Override
  public void settle(Delivery delivery, Outcome outcome) {
    work.settle(delivery, outcome);
  }

  @Override
  public CompletableFuture<Void> commit() {
    TransactionWork done = work;
    work = fanOut.newTransaction();
    return fanOut.commit(done);
  }

  @Override
  public void rollback() {
    work.discard();
  }
}
