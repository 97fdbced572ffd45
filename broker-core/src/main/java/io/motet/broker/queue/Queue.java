package io.motet.broker.queue;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.message.Message;
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

  /**
   * Has {@link QueueStatistics#headMessageTimestampSeconds} brought up to date soon; it is not
   * followed with every message, since that would decode each one. Any thread.
   */
  void noteHead();

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

  /** Has the watcher told of what happens from now on, until the queue ends. */
  CompletableFuture<Void> watch(QueueWatcher watcher);

  /**
   * Shows every ready message without taking it, in no promised order; those that come or go
   * meanwhile may be missed or seen. Reads contents from disk where needed, so it may take long.
   *
   * @param visitor runs on the queue's shard; the message is valid during the call
   * @return completes on the queue's shard after the last one
   */
  CompletableFuture<Void> browse(java.util.function.Consumer<Message> visitor);

  /**
   * Removes the ready messages that the test picks, as a purge does. Looks at all of them like
   * {@link #browse}: for what an operator does, not for each message.
   *
   * @param which runs on the queue's shard; the message is valid during the call
   * @return how many were removed; completes on the queue's shard
   */
  CompletableFuture<Long> discard(java.util.function.Predicate<Message> which);

  /**
   * @param ready messages waiting
   */
  record QueueDepth(long ready, int consumers) {}
}
