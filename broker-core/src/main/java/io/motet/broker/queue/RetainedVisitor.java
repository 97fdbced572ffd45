package io.motet.broker.queue;

import io.motet.broker.message.Message;

/** Is shown what a queue retains. On the queue's shard. */
@FunctionalInterface
public interface RetainedVisitor {
  /**
   * A message that nobody has settled.
   *
   * @param sequence its number in the queue: later ones have greater numbers
   * @param message valid during the call
   */
  void visit(long sequence, Message message);
}
