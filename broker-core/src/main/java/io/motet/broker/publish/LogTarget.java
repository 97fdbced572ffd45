package io.motet.broker.publish;

import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.message.Message;
import io.motet.broker.queue.Acceptance;
import io.motet.broker.shard.DurableWaiters.Waiter;
import io.motet.broker.shard.Shard;

/**
 * A target that keeps messages in logs of its own and not in the queues' journal. It belongs to no
 * shard: every publisher appends on its own.
 */
public interface LogTarget extends MessageTarget {
  /**
   * Takes the message; the caller keeps its reference. On the publisher's shard.
   *
   * @param here that shard
   * @param waiter told on this shard when the log has it, or has refused it; null if nobody cares
   * @return {@code REFUSED} for what is known at once; with a waiter else {@code PENDING}
   */
  Acceptance append(Shard here, Message message, Waiter waiter, long token);
}
