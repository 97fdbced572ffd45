package io.motet.broker.publish;

/** What became of a published message. */
public enum PublishOutcome {
  /** Every queue it was routed to has it, durably where both are durable. */
  ACCEPTED,
  /**
   * A queue refused it (length limit with reject-publish) or the journal failed: the client is
   * told.
   */
  REJECTED
}
