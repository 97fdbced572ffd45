package io.motet.broker.vhost;

import java.util.concurrent.CompletionException;

/** Takes apart what futures wrap. */
final class Failures {
  private Failures() {}

  /** What really happened: dependent futures wrap it. */
  static Throwable cause(Throwable failure) {
    boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
    return wrapped ? failure.getCause() : failure;
  }
}
