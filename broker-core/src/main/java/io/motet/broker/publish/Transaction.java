package io.motet.broker.publish;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import java.util.concurrent.CompletableFuture;

/** AMQP's tx: nothing is seen before {@link #commit}, then all of it. On the channel's shard. */
public interface Transaction {
  void publish(Message message, Route route);

  void settle(Delivery delivery, Outcome outcome);

  /** Completes, on the channel's shard, when all is durable; fails when a queue refused. */
  CompletableFuture<Void> commit();

  /** Forgets the publishes; the deliveries are unsettled again. */
  void rollback();
}
