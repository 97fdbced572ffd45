package io.motet.cli.control.command.user;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;
import java.util.Map;

/** Gives a user another password; the tags stay. */
public final class ChangePassword implements Command {
  @Override
  public Manual manual() {
    return Manual.of("change_password", HelpSection.USERS, "Changes a user's password")
        .takes(1, 2, "change_password <username> <password>");
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Changing password for user \"" + call.argument(0) + "\" ...");
  }

  @Override
  public Result run(Call call) {
    String user = call.argument(0);
    String password = PasswordInput.of(call, ExitCode.SOFTWARE);
    String tags = Users.tags(Users.find(call, user));
    Call.accepted(call.api().put(Users.path(user), Map.of("password", password, "tags", tags)));
    return new Result.Done();
  }
}
