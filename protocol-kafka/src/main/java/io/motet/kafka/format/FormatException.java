package io.motet.kafka.format;

/** Records that cannot be read or converted. Carries no stack trace: it is an answer. */
public final class FormatException extends Exception {
  /** What was wrong. */
  public enum Reason {
    /** A length or a checksum is wrong. */
    CORRUPT,
    /** Not a format that is allowed there. */
    INVALID,
    /** A way to compress that the format or the client does not know. */
    UNSUPPORTED_COMPRESSION
  }

  private static final long serialVersionUID = 1;
  private final Reason reason;

  /** The text is for the client. */
  public FormatException(Reason reason, String text) {
    super(text, null, false, false);
    this.reason = reason;
  }

  /** What was wrong. */
  public Reason reason() {
    return reason;
  }
}
