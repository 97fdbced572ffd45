package io.motet.broker.queue;

/** What came of a publish at once. */
public enum Acceptance {
  /** All targets have it and nothing must become durable. */
  DONE,
  /** The waiter is told when it is durable, or has been. */
  PENDING,
  /** A queue refused it, or the journal has failed. The waiter is told nothing. */
  REFUSED
}
