package io.motet.cli.control.command;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.api.ManagementApi;
import io.motet.cli.control.option.ParsedArguments;
import java.util.List;

/**
 * One run of a command: its arguments, options and the broker.
 *
 * @param timeoutMillis for each answer; 0 is for ever
 */
public record Call(ParsedArguments line, ManagementApi api, NodeName node, int timeoutMillis) {
  public String argument(int index) {
    return line.arguments().get(index);
  }

  public List<String> arguments() {
    return line.arguments();
  }

  /** The virtual host of {@code --vhost}, else {@code /}. */
  public String virtualHost() {
    return line.text("vhost", "/");
  }

  /** What the broker is called. */
  public String nodeName() {
    return node.name();
  }

  /** Whether sentences that nobody asked for are to be left out. */
  public boolean terse() {
    return line.flag("quiet") || line.flag("silent");
  }

  /** The answer, when it is a success; else fails with the server's reason. */
  public static ApiResponse accepted(ApiResponse response) {
    if (!response.succeeded()) {
      throw CommandFailure.error(ExitCode.UNAVAILABLE, response.reason());
    }
    return response;
  }
}
