package io.motet.kafka.pattern;

/** A text that is no pattern, or one that would cost too much. The message says why. */
public final class InvalidPatternException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidPatternException(String why) {
    super(why, null, false, false);
  }
}
