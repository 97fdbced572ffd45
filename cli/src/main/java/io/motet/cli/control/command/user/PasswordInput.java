package io.motet.cli.control.command.user;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.CommandFailure;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A password from the command line, or from a terminal or pipe when it is not there. */
final class PasswordInput {
  private PasswordInput() {}

  /**
   * @param missing how to exit when there is none
   */
  static String of(Call call, ExitCode missing) {
    String password = call.arguments().size() > 1 ? call.argument(1) : read();
    if (password == null) {
      throw CommandFailure.error(missing, "Password is not provided via argument or stdin");
    }
    return password;
  }

  /** The launcher passes jdk.console=java.base, so that there is none where no terminal is. */
  @SuppressWarnings("SystemConsoleNull")
  private static String read() {
    Console console = System.console();
    if (console != null) {
      char[] typed = console.readPassword("Password: ");
      return typed == null ? null : new String(typed);
    }
    try {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException e) {
      return null;
    }
  }
}
