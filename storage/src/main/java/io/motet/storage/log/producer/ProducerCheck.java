package io.motet.storage.log.producer;

import io.motet.storage.log.LogError;

/** What the producer's history says to a batch. */
public sealed interface ProducerCheck {
  /** It comes next. */
  ProducerCheck IN_ORDER = new InOrder();

  /** It comes next. */
  record InOrder() implements ProducerCheck {}

  /** It is in the log already. */
  record Duplicate(long baseOffset, long lastOffset, long timestamp) implements ProducerCheck {}

  /** It may not come now. */
  record Refused(LogError error, String text) implements ProducerCheck {}
}
