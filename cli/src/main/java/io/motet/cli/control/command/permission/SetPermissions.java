package io.motet.cli.control.command.permission;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;
import java.util.Map;

/** Says what a user may configure, write and read in a virtual host. */
public final class SetPermissions implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "set_permissions",
            HelpSection.ACCESS_CONTROL,
            "Sets what a user may do in a virtual host")
        .takes(4, "set_permissions [--vhost <vhost>] <username> <conf> <write> <read>");
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        String.format(
            "Setting permissions for user \"%s\" in vhost \"%s\" ...",
            call.argument(0), call.virtualHost()));
  }

  @Override
  public Result run(Call call) {
    Map<String, String> patterns =
        Map.of("configure", call.argument(1), "write", call.argument(2), "read", call.argument(3));
    String path = ApiPath.of("permissions", call.virtualHost(), call.argument(0));
    UserInVirtualHost.accepted(call, call.api().put(path, patterns));
    return new Result.Done();
  }
}
