package io.motet.cli.control.command.policy;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;

/** Removes a policy. */
public final class ClearPolicy implements Command {
  @Override
  public Manual manual() {
    return Manual.of("clear_policy", HelpSection.POLICIES, "Removes a policy")
        .takes(1, "clear_policy [--vhost <vhost>] <name>");
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        String.format(
            "Clearing policy \"%s\" on vhost \"%s\" ...", call.argument(0), call.virtualHost()));
  }

  @Override
  public Result run(Call call) {
    String path = ApiPath.of("policies", call.virtualHost(), call.argument(0));
    ApiResponse response = call.api().delete(path);
    if (response.notFound()) {
      throw CommandFailure.error(ExitCode.UNAVAILABLE, "Parameter does not exist");
    }
    Call.accepted(response);
    return new Result.Done();
  }
}
