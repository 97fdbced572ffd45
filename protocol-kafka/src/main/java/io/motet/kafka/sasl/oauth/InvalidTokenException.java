package io.motet.kafka.sasl.oauth;

/** A token is not good; the message says why and has nothing of the token in it. */
public final class InvalidTokenException extends Exception {
  private static final long serialVersionUID = 1L;

  /** For that reason. */
  public InvalidTokenException(String why) {
    super(why);
  }
}
