package io.motet.broker.queue;

/** What became of a batch of messages for one queue. */
public enum BatchOutcome {
  /** The queue has them all, durably where they need be. */
  ACCEPTED,
  /** The queue is full and refuses; it has none of them. */
  NO_ROOM,
  /** The queue has room for some of them only; it has none of them. */
  TOO_MANY,
  /** The queue was full: what did not fit was dead-lettered, the rest is in the queue. */
  DEAD_LETTERED,
  /** The queue has them from before; as {@link #ACCEPTED}. */
  REPEATED,
  /** Its producer has numbered it as one that cannot come next. */
  OUT_OF_SEQUENCE,
  /** Another instance of its producer has taken over. */
  STALE_PRODUCER,
  /** The queue has been deleted. */
  QUEUE_GONE,
  /** The journal has failed. */
  FAILED
}
