package io.motet.cli.control.command.permission;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;

/** Takes a user's permissions in a virtual host away. */
public final class ClearPermissions implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "clear_permissions",
            HelpSection.ACCESS_CONTROL,
            "Takes a user's permissions in a virtual host away")
        .takes(1, "clear_permissions [--vhost <vhost>] <username>");
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        String.format(
            "Clearing permissions for user \"%s\" in vhost \"%s\" ...",
            call.argument(0), call.virtualHost()));
  }

  @Override
  public Result run(Call call) {
    String path = ApiPath.of("permissions", call.virtualHost(), call.argument(0));
    UserInVirtualHost.deleted(call, call.api().delete(path));
    return new Result.Done();
  }
}
