package io.motet.broker.stream;

import io.motet.broker.queue.BatchOutcome;
import io.motet.broker.topic.AppendError;

/** What became of a batch of records for a queue. */
public sealed interface EnqueueResult {
  /** What the queue said. */
  record Asked(BatchOutcome outcome) implements EnqueueResult {}

  /**
   * It is no batch that could be taken.
   *
   * @param text for the client
   */
  record Invalid(AppendError error, String text) implements EnqueueResult {}
}
