package io.motet.cli.control.command.vhost;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import io.motet.cli.control.option.Switch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Creates a virtual host; one that is already there is no error. */
public final class AddVirtualHost implements Command {
  @Override
  public Manual manual() {
    return Manual.of("add_vhost", HelpSection.VIRTUAL_HOSTS, "Creates a virtual host")
        .takes(
            1,
            "add_vhost <vhost> [--description <description> --tags \"<tag1>,<tag2>,<...>\""
                + " --default-queue-type <quorum|classic|stream>]")
        .with(
            Switch.text("description").or('d'),
            Switch.text("tags"),
            Switch.text("default-queue-type"));
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Adding vhost \"" + call.argument(0) + "\" ...");
  }

  @Override
  public Result run(Call call) {
    Map<String, Object> body = new HashMap<>();
    body.put("description", call.line().text("description", ""));
    body.put("tags", call.line().text("tags", ""));
    String queueType = call.line().text("default-queue-type", null);
    if (queueType != null) {
      body.put("default_queue_type", queueType);
    }
    Call.accepted(call.api().put(ApiPath.of("vhosts", call.argument(0)), body));
    return new Result.Done();
  }
}
