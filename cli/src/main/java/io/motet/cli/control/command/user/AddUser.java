package io.motet.cli.control.command.user;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import io.motet.cli.control.option.Switch;
import java.util.List;
import java.util.Map;

/** Creates a user, who may do nothing yet. */
public final class AddUser implements Command {
  private static final String DONE =
      "Done. Don't forget to grant the user permissions to some virtual hosts! See 'rabbitmqctl"
          + " help set_permissions' to learn more.";

  @Override
  public Manual manual() {
    return Manual.of("add_user", HelpSection.USERS, "Creates a user without any permissions")
        .takes(1, 2, "add_user <username> <password>")
        .with(Switch.flag("pre-hashed-password"));
  }

  @Override
  public String objection(Call call) {
    return call.argument(0).isEmpty() ? "Bad argument: user cannot be an empty string" : null;
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Adding user \"" + call.argument(0) + "\" ...");
  }

  @Override
  public Result run(Call call) {
    String user = call.argument(0);
    String password = PasswordInput.of(call, ExitCode.DATA_ERROR);
    if (call.api().get(Users.path(user)).succeeded()) {
      throw CommandFailure.error(ExitCode.SOFTWARE, "User \"" + user + "\" already exists");
    }
    String field = call.line().flag("pre-hashed-password") ? "password_hash" : "password";
    Call.accepted(call.api().put(Users.path(user), Map.of(field, password, "tags", "")));
    return call.terse() ? new Result.Done() : new Result.Text(DONE);
  }
}
