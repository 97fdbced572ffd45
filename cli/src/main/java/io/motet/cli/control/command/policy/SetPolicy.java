package io.motet.cli.control.command.policy;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.api.Json;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import io.motet.cli.control.option.Switch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Creates or replaces a policy. */
public final class SetPolicy implements Command {
  @Override
  public Manual manual() {
    return Manual.of("set_policy", HelpSection.POLICIES, "Sets or updates a policy")
        .takes(
            3,
            "set_policy [--vhost <vhost>] [--priority <priority>] [--apply-to <apply-to>] <name>"
                + " <pattern> <definition>")
        .with(Switch.whole("priority"), Switch.text("apply-to"));
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        String.format(
            "Setting policy \"%s\" for pattern \"%s\" to \"%s\" with priority \"%d\" for vhost"
                + " \"%s\" ...",
            call.argument(0),
            call.argument(1),
            call.argument(2),
            call.line().whole("priority", 0),
            call.virtualHost()));
  }

  @Override
  public Result run(Call call) {
    Map<String, Object> policy =
        Map.of(
            "pattern", call.argument(1),
            "definition", definition(call.argument(2)),
            "priority", call.line().whole("priority", 0),
            "apply-to", call.line().text("apply-to", "all"));
    String path = ApiPath.of("policies", call.virtualHost(), call.argument(0));
    ApiResponse response = call.api().put(path, policy);
    if (response.notFound()) {
      throw CommandFailure.error(
          ExitCode.UNAVAILABLE, "Virtual host " + call.virtualHost() + " does not exist");
    }
    Call.accepted(response);
    return new Result.Done();
  }

  private static Object definition(String json) {
    Object definition;
    try {
      definition = Json.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      definition = null;
    }
    if (definition instanceof Map) {
      return definition;
    }
    throw CommandFailure.error(
        ExitCode.UNAVAILABLE, "JSON decoding error: the definition is not a JSON object: " + json);
  }
}
