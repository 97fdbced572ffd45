package io.motet.broker.topic;

/**
 * A refusal to change topics, which the client is told about. Carries no stack trace: it is an
 * answer, not a fault.
 */
public final class TopicException extends RuntimeException {
  /** What was wrong. */
  public enum Reason {
    /** There is a topic of that name. */
    EXISTS,
    /** A queue has that name. */
    NAME_IS_TAKEN,
    /** There is no such topic. */
    UNKNOWN,
    /** Not a name that a topic can have. */
    INVALID_NAME,
    /** Not a number of partitions that it can have. */
    INVALID_PARTITIONS,
    /** A configuration is unknown or its value is wrong; the text names both. */
    INVALID_CONFIG
  }

  private final Reason reason;

  /** A refusal; the text is for the client. */
  public TopicException(Reason reason, String text) {
    super(text, null, false, false);
    this.reason = reason;
  }

  /** What was wrong. */
  public Reason reason() {
    return reason;
  }
}
