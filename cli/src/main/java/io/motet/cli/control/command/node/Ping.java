package io.motet.cli.control.command.node;

import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;

/** Checks that the broker's process answers at all. */
public final class Ping implements Command {
  private static final int TIMEOUT_MILLIS = 60_000;

  @Override
  public Manual manual() {
    return Manual.of("ping", HelpSection.MONITORING, "Checks that the broker's process answers")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public int defaultTimeoutMillis() {
    return TIMEOUT_MILLIS;
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        String.format(
            "Will ping %s. This only checks if the OS process is running and answers on its"
                + " management port. Timeout: %d ms.",
            call.nodeName(), call.timeoutMillis()));
  }

  @Override
  public Result run(Call call) {
    Call.accepted(call.api().get("whoami"));
    return new Result.Text("Ping succeeded");
  }
}
