package io.motet.cli.control.command.permission;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.FixedListingCommand;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import java.util.List;
import java.util.Map;

/** Lists what a user may do in each virtual host. */
public final class ListUserPermissions extends FixedListingCommand {
  @Override
  public Manual manual() {
    return Manual.of(
            "list_user_permissions",
            HelpSection.ACCESS_CONTROL,
            "Lists a user's permissions in all virtual hosts")
        .takes(1, "list_user_permissions [--no-table-headers] <username>")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing permissions for user \"" + call.argument(0) + "\" ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("vhost"),
        Column.field("configure"),
        Column.field("write"),
        Column.field("read"));
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    ApiResponse response = call.api().get(ApiPath.of("users", call.argument(0), "permissions"));
    if (response.notFound()) {
      throw CommandFailure.error(
          ExitCode.NO_USER, "User \"" + call.argument(0) + "\" does not exist");
    }
    return Call.accepted(response).objects();
  }
}
