package io.motet.kafka.group;

import io.motet.kafka.api.ErrorCode;

/** A request to a group that is refused, with the text that the client is told. */
public final class GroupException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  /**
   * @param text null for the code's own
   */
  public GroupException(ErrorCode code, String text) {
    super(text == null ? code.text() : text, null, false, false);
    this.code = code;
  }

  /** What the client is told. */
  public ErrorCode code() {
    return code;
  }
}
