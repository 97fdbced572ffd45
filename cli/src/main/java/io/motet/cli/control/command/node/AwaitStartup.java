package io.motet.cli.control.command.node;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiUnavailableException;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;

/** Waits until the broker serves clients: returns at once when it already does. */
public final class AwaitStartup implements Command {
  private static final int TIMEOUT_MILLIS = 300_000;
  private static final int RETRY_MILLIS = 100;

  @Override
  public Manual manual() {
    return Manual.of("await_startup", HelpSection.NODES, "Waits until the broker serves clients")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public int defaultTimeoutMillis() {
    return TIMEOUT_MILLIS;
  }

  @Override
  public Result run(Call call) {
    int waitedMillis = 0;
    while (!isUp(call)) {
      if (waitedMillis >= call.timeoutMillis()) {
        throw CommandFailure.plain(
            ExitCode.TEMPORARY_FAILURE,
            String.format(
                "Error: operation await_startup on node %s timed out. Timeout value used: %d",
                call.node().nameOrAddress(), call.timeoutMillis()));
      }
      pause();
      waitedMillis += RETRY_MILLIS;
    }
    return new Result.Done();
  }

  private static boolean isUp(Call call) {
    try {
      return Call.accepted(call.api().get("overview")).succeeded();
    } catch (ApiUnavailableException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.error(ExitCode.SOFTWARE, "interrupted");
    }
  }
}
