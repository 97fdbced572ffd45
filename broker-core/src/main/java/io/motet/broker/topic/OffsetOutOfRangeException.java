package io.motet.broker.topic;

/** An offset that the log does not have. An answer to a client: without a stack trace. */
public final class OffsetOutOfRangeException extends RuntimeException {
  /** Says which. */
  public OffsetOutOfRangeException(String text) {
    super(text, null, false, false);
  }
}
