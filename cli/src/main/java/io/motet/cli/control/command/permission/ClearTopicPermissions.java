package io.motet.cli.control.command.permission;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;

/** Takes a user's topic permissions away, for one exchange or all. */
public final class ClearTopicPermissions implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "clear_topic_permissions",
            HelpSection.ACCESS_CONTROL,
            "Takes a user's topic permissions away")
        .takes(1, 2, "clear_topic_permissions [--vhost <vhost>] <username> [<exchange>]");
  }

  @Override
  public List<String> banner(Call call) {
    String exchange = hasExchange(call) ? " on \"" + call.argument(1) + "\"" : "";
    return List.of(
        String.format(
            "Clearing topic permissions%s for user \"%s\" in vhost \"%s\" ...",
            exchange, call.argument(0), call.virtualHost()));
  }

  @Override
  public Result run(Call call) {
    String user = call.argument(0);
    String path =
        hasExchange(call)
            ? ApiPath.of("topic-permissions", call.virtualHost(), user, call.argument(1))
            : ApiPath.of("topic-permissions", call.virtualHost(), user);
    UserInVirtualHost.deleted(call, call.api().delete(path));
    return new Result.Done();
  }

  private static boolean hasExchange(Call call) {
    return call.arguments().size() > 1;
  }
}
