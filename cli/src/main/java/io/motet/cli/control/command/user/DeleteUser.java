package io.motet.cli.control.command.user;

import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;

/** Removes a user. */
public final class DeleteUser implements Command {
  @Override
  public Manual manual() {
    return Manual.of("delete_user", HelpSection.USERS, "Removes a user")
        .takes(1, "delete_user <username>");
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Deleting user \"" + call.argument(0) + "\" ...");
  }

  @Override
  public Result run(Call call) {
    ApiResponse response = call.api().delete(Users.path(call.argument(0)));
    if (response.notFound()) {
      throw Users.missing(call.argument(0));
    }
    Call.accepted(response);
    return new Result.Done();
  }
}
