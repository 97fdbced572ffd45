package io.motet.cli.control.command.user;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.api.Credentials;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;

/** Tries a name and password. */
public final class AuthenticateUser implements Command {
  /** A user who may log in but not manage is refused with another reason. */
  private static final String WRONG_PASSWORD = "Login failed";

  @Override
  public Manual manual() {
    return Manual.of(
            "authenticate_user",
            HelpSection.USERS,
            "Tries to log a user in; the exit code is not zero when that fails")
        .takes(1, 2, "authenticate_user <username> <password>");
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Authenticating user \"" + call.argument(0) + "\" ...");
  }

  @Override
  public Result run(Call call) {
    String user = call.argument(0);
    String password = PasswordInput.of(call, ExitCode.SOFTWARE);
    ApiResponse response = call.api().as(new Credentials(user, password)).get("whoami");
    if (response.status() == 401 && response.reason().startsWith(WRONG_PASSWORD)) {
      throw CommandFailure.error(
          ExitCode.DATA_ERROR,
          String.format(
              "Error: failed to authenticate user \"%s\"%nuser '%s' - invalid credentials",
              user, user));
    }
    return new Result.Text("Success");
  }
}
