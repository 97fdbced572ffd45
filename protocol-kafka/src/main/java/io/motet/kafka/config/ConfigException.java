package io.motet.kafka.config;

import io.motet.kafka.api.ErrorCode;

/** A configuration, or a resource that has some, was refused. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  /** With what the client is told. */
  public ConfigException(ErrorCode code, String text) {
    super(text, null, false, false);
    this.code = code;
  }

  /** For the answer. */
  public ErrorCode code() {
    return code;
  }
}
