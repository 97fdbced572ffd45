package io.motet.cli.control.command.help;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.CommandRegistry;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import io.motet.cli.control.option.Switch;

/** Shows how to use the tool or one of its commands. */
public final class Help implements Command {
  private final CommandRegistry registry;

  public Help(CommandRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Manual manual() {
    return Manual.of("help", HelpSection.HELP, "Displays how to use a command")
        .takes(0, 1, "help (<command> | [--list-commands])")
        .with(Switch.flag("list-commands"));
  }

  @Override
  public Result run(Call call) {
    if (call.arguments().isEmpty()) {
      boolean listOnly = call.line().flag("list-commands");
      return new Result.Text(listOnly ? HelpText.list(registry) : HelpText.overview(registry));
    }
    Command command = registry.find(call.argument(0));
    if (command == null) {
      throw CommandFailure.plain(
          ExitCode.USAGE, CommandSuggestion.notFound(call.argument(0), registry));
    }
    return new Result.Text(HelpText.of(command.manual()));
  }
}
