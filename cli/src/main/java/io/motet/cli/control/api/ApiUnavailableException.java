package io.motet.cli.control.api;

import java.io.IOException;

/** The broker could not be reached, or did not answer in time. */
public final class ApiUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean timeout;

  ApiUnavailableException(IOException cause, boolean timeout) {
    super(cause.getMessage(), cause);
    this.timeout = timeout;
  }

  /** Whether it was reached and was too slow. */
  public boolean isTimeout() {
    return timeout;
  }
}
