package io.motet.cli.control.command.connection;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import io.motet.cli.control.option.Switch;
import java.util.List;
import java.util.Map;

/** Closes the connections of a virtual host, or all there are. */
public final class CloseAllConnections implements Command {
  private static final String GLOBAL = "global";
  private static final String LIMIT = "limit";

  @Override
  public Manual manual() {
    return Manual.of(
            "close_all_connections",
            HelpSection.OPERATIONS,
            "Closes all connections of a virtual host or of the broker")
        .takes(
            1,
            "close_all_connections [--vhost <vhost> --limit <limit>] [-n <node> --global]"
                + " <explanation>")
        .with(Switch.flag(GLOBAL), Switch.whole(LIMIT));
  }

  @Override
  public List<String> banner(Call call) {
    int limit = call.line().whole(LIMIT, 0);
    String where =
        call.line().flag(GLOBAL)
            ? "all connections to node " + call.nodeName() + " (across all vhosts)"
            : (limit == 0 ? "all" : limit) + " connections in vhost " + call.virtualHost();
    return List.of("Closing " + where + ", reason: " + call.argument(0) + "...");
  }

  @Override
  public Result run(Call call) {
    List<Map<String, Object>> connections = connections(call);
    int limit = call.line().whole(LIMIT, 0);
    if (limit > 0 && limit < connections.size()) {
      connections = connections.subList(0, limit);
    }
    for (Map<String, Object> connection : connections) {
      CloseConnection.close(call, String.valueOf(connection.get("name")), call.argument(0));
    }
    return new Result.Text("Closed " + connections.size() + " connections");
  }

  private static List<Map<String, Object>> connections(Call call) {
    if (call.line().flag(GLOBAL)) {
      return Call.accepted(call.api().get("connections")).objects();
    }
    ApiResponse response = call.api().get(ApiPath.of("vhosts", call.virtualHost(), "connections"));
    if (response.notFound()) {
      throw CommandFailure.error(
          ExitCode.UNAVAILABLE, "Virtual host " + call.virtualHost() + " does not exist");
    }
    return Call.accepted(response).objects();
  }
}
