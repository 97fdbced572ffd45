package io.motet.kafka.wire;

/** The peer sent what is no message. Carries no stack trace: it is the peer's fault, not ours. */
public final class DecodeException extends RuntimeException {
  /** Says what is wrong. */
  public DecodeException(String text) {
    super(text, null, false, false);
  }
}
