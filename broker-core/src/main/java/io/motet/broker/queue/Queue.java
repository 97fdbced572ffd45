package io.motet.broker.queue;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.shard.Shard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A queue as front ends and management see it. Methods may be called on any thread: they hop to the
 * queue's shard. Futures complete on the queue's shard or inline; use {@code whenCompleteAsync}
 * with your own. They fail with {@link io.motet.broker.error.BrokerException}.
 */
public interface Queue extends MessageTarget {
  /** Never used again after a delete. */
  long id();

  String virtualHost();

  Shard shard();

  boolean durable();

  boolean autoDelete();

  /** The connection that alone may use it, or null. */
  ClientConnection exclusiveOwner();

  Map<String, Object> arguments();

  /** {@code classic}, {@code quorum}, {@code stream}. */
  String type();

  /** Figures for declare-ok and management; slightly old when read from another shard. */
  QueueStatistics statistics();

  /** Ready messages and consumers now, asked of the shard. */
  CompletableFuture<QueueDepth> depth();

  /** Adds a consumer, or fails (exclusive use, {@code x-} argument invalid …). */
  CompletableFuture<Subscription> subscribe(ConsumerSpec spec);

  /**
   * Takes one message, for AMQP's get.
   *
   * @param noAck settled at once
   * @param taker runs on its own shard; deliver is called at most once, before the future completes
   * @return messages left, or empty when there was none
   */
  CompletableFuture<java.util.OptionalLong> get(boolean noAck, Consumer taker);

  /** Removes ready messages. Returns how many. */
  CompletableFuture<Long> purge();

  List<Subscription> subscriptions();

  /**
   * @param ready messages waiting
   */
  record QueueDepth(long ready, int consumers) {}
}
