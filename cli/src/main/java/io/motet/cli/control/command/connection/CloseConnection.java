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
import java.util.List;
import java.util.Map;

/** Closes a client's connection and tells the client why. */
public final class CloseConnection implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "close_connection",
            HelpSection.OPERATIONS,
            "Closes the connection that list_connections shows under this pid or name")
        .takes(2, "close_connection <connection pid> <explanation>");
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        "Closing connection " + call.argument(0) + ", reason: " + call.argument(1) + "...");
  }

  @Override
  public Result run(Call call) {
    ApiResponse response = close(call, call.argument(0), call.argument(1));
    if (response.notFound()) {
      throw CommandFailure.error(
          ExitCode.UNAVAILABLE, "Connection " + call.argument(0) + " does not exist");
    }
    Call.accepted(response);
    return new Result.Done();
  }

  static ApiResponse close(Call call, String connection, String reason) {
    String path = ApiPath.of("connections", connection);
    return call.api().send("DELETE", path, null, Map.of("X-Reason", reason));
  }
}
