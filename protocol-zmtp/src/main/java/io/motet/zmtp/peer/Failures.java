package io.motet.zmtp.peer;

import java.util.concurrent.CompletionException;

/** What a failed future has to say. */
public final class Failures {
  private Failures() {}

  /** The message of the cause, without what futures wrap it in. */
  public static String text(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
