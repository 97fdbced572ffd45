package io.motet.cli.control.command.node;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiUnavailableException;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import io.motet.cli.control.option.Switch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Stops the broker's process; with the path of its pid file, waits until it is gone. */
public final class Stop implements Command {
  private static final String IDEMPOTENT = "idempotent";

  @Override
  public Manual manual() {
    return Manual.of("stop", HelpSection.NODES, "Stops the broker and its process")
        .takes(0, 1, "stop [--idempotent] [<pidfile>]")
        .with(Switch.flag(IDEMPOTENT));
  }

  @Override
  public List<String> banner(Call call) {
    String monitored =
        call.arguments().isEmpty() ? "" : "(will monitor pid file " + call.argument(0) + ") ";
    return List.of("Stopping and halting node " + call.nodeName() + " " + monitored + "...");
  }

  @Override
  public Result run(Call call) {
    Long pid = call.arguments().isEmpty() ? null : readPid(call.argument(0));
    String node = call.nodeName();
    try {
      Call.accepted(call.api().post("motet/stop", Map.of("reason", "stopped by motetctl")));
    } catch (ApiUnavailableException e) {
      if (!call.line().flag(IDEMPOTENT)) {
        throw e;
      }
      return new Result.Text("Node " + node + " is no longer running");
    }
    if (pid == null) {
      return new Result.Done();
    }
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    return new Result.Text(
        String.format(
            "process %d (take from pid file %s) is no longer running", pid, call.argument(0)));
  }

  private static long readPid(String file) {
    try {
      return Long.parseLong(Files.readString(Path.of(file)).strip());
    } catch (IOException | NumberFormatException e) {
      throw CommandFailure.error(
          ExitCode.UNAVAILABLE, "could not read pid from file " + file + ". Error: " + e);
    }
  }
}
