package io.motet.cli.control.command;

import io.motet.cli.control.ExitCode;

/** A command did not succeed. The message is all that is printed. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  private CommandFailure(ExitCode exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** Printed below a line that says {@code Error:}. */
  public static CommandFailure error(ExitCode exitCode, String message) {
    return new CommandFailure(exitCode, "Error:\n" + message);
  }

  /** Printed as it is. */
  public static CommandFailure plain(ExitCode exitCode, String message) {
    return new CommandFailure(exitCode, message);
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
