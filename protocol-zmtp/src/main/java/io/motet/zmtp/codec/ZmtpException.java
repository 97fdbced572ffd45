package io.motet.zmtp.codec;

/**
 * The peer broke the protocol, crossed a limit or is not let in; the connection ends. Carries no
 * stack trace: it is an answer, not a fault.
 */
public final class ZmtpException extends RuntimeException {
  private final String reason;

  /** The peer is told nothing but the end of the connection. */
  public ZmtpException(String text) {
    this(text, null);
  }

  /**
   * @param text for the log
   * @param reason sent in an ERROR command (RFC 37, 2.4.1), or null to send none
   */
  public ZmtpException(String text, String reason) {
    super(text, null, false, false);
    this.reason = reason;
  }

  /** Null when the peer is not told. */
  public String reason() {
    return reason;
  }
}
