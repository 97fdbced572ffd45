package io.motet.cli.control.command.node;

import io.motet.cli.BuildVersion;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.Map;

/** Says which Motet this tool belongs to. Asks no broker. */
public final class Version implements Command {
  @Override
  public Manual manual() {
    return Manual.of("version", HelpSection.HELP, "Displays the version of this tool");
  }

  @Override
  public Result run(Call call) {
    return new Result.Report(BuildVersion.TEXT, Map.of("version", BuildVersion.TEXT));
  }
}
