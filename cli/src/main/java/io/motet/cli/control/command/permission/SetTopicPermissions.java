package io.motet.cli.control.command.permission;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;
import java.util.Map;

/** Says which routing keys a user may use with a topic exchange. */
public final class SetTopicPermissions implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "set_topic_permissions",
            HelpSection.ACCESS_CONTROL,
            "Sets which routing keys a user may use with a topic exchange")
        .takes(4, "set_topic_permissions [--vhost <vhost>] <username> <exchange> <write> <read>");
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        String.format(
            "Setting topic permissions on \"%s\" for user \"%s\" in vhost \"%s\" ...",
            call.argument(1), call.argument(0), call.virtualHost()));
  }

  @Override
  public Result run(Call call) {
    Map<String, String> patterns =
        Map.of("exchange", call.argument(1), "write", call.argument(2), "read", call.argument(3));
    String path = ApiPath.of("topic-permissions", call.virtualHost(), call.argument(0));
    UserInVirtualHost.accepted(call, call.api().put(path, patterns));
    return new Result.Done();
  }
}
