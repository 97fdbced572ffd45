package io.motet.cli.control;

/** Exit codes as rabbitmqctl uses them, after BSD's sysexits. */
public enum ExitCode {
  OK(0),
  /** Wrong arguments, or an unknown command. */
  USAGE(64),
  /** Arguments that are well formed and name nothing that exists. */
  DATA_ERROR(65),
  NO_USER(67),
  /** The broker cannot be reached or does not do what was asked. */
  UNAVAILABLE(69),
  SOFTWARE(70),
  /** The broker did not answer in time. */
  TEMPORARY_FAILURE(75);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
