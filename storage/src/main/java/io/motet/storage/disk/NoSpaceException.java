package io.motet.storage.disk;

import java.io.IOException;

/**
 * The file system has no room. Unlike other failures of a write this one may be tried again, at the
 * same offset: nothing has been forced, and nothing behind the offset has been promised.
 */
public final class NoSpaceException extends IOException {
  private static final long serialVersionUID = 1;

  public NoSpaceException(String message, Throwable cause) {
    super(message, cause);
  }
}
