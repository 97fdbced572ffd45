package io.motet.broker.queue;

import io.motet.broker.message.Message;

/**
 * Told of what happens in a queue, for front ends that take messages one by one ({@link Queue#get})
 * and keep records of their own about them. Called on the queue's shard, in the middle of its work:
 * must be quick and must not call the queue; to act on it, run a task later.
 */
public interface QueueWatcher {
  /** A message is ready that no consumer could take at once: it has come, or come back. */
  void available();

  /**
   * Whether nobody wants the message any more: it is dropped instead of being given to anyone, and
   * then reported as {@link #gone}. Asked each time that it could be given, so it must cost nothing
   * where all are wanted.
   *
   * @param message valid during the call
   */
  default boolean unwanted(Message message) {
    return false;
  }

  /**
   * A copy has left the queue for good.
   *
   * @param message valid during the call; null where {@link Queue#discard} took out what is on disk
   *     only
   * @param taker who settled it, or took it without having to; null when it was given to nobody
   *     (expired, rejected, over a limit, unwanted)
   */
  void gone(Message message, Consumer taker);

  /** All ready messages have been removed at once. */
  void purged();

  /** The queue has ended; nothing follows. */
  void deleted();
}
