package io.motet.broker.queue;

/** How a consumer settles a delivery. */
public enum Outcome {
  /** Done; the message is gone. */
  ACK,
  /** Back to its original position, marked redelivered. */
  REQUEUE,
  /** Refused: dead-lettered where the queue says so, else gone. */
  REJECT
}
