package io.motet.broker.topic;

/** How far a reader reads. */
public enum Isolation {
  /** To the high watermark. */
  READ_UNCOMMITTED,
  /** To the last stable offset, and is told which transactions were aborted. */
  READ_COMMITTED,
  /** To the end of the log: the broker's own readers. */
  LOG_END
}
