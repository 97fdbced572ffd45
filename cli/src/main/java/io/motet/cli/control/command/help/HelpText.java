package io.motet.cli.control.command.help;

import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandRegistry;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import java.util.List;
import java.util.stream.Collectors;

/** The pages of help: all commands, or one. */
public final class HelpText {
  private static final String BRIGHT_ON = "\u001b[1m";
  private static final String BRIGHT_OFF = "\u001b[0m";

  private static final String OPTIONS =
      """
      Most commands take these options.

      short            | long             | description
      -----------------|------------------|--------------------------------
                       | --url <url>      | the broker's HTTP API, else MOTET_URL,
                       |                  | else http://127.0.0.1:15672
                       | --user <name>    | who asks, else MOTET_USER, else guest
                       | --password <pw>  | else MOTET_PASSWORD, else guest
      -p <vhost>       | --vhost <vhost>  | virtual host, for commands about one
      -t <n>           | --timeout <n>    | seconds to wait for an answer
      -q               | --quiet          | print no banner
      -s               | --silent         | print no banner and no header
                       | --formatter <f>  | table, pretty_table, csv, json or erlang
                       | --no-table-headers | print no header
      -?               | --help           | this page
      -n <node>        | --node <node>    | the name to use in messages
      -l               | --longnames      | accepted, means nothing here
      """;

  private HelpText() {}

  /** The page that says how to call the tool and lists the commands. */
  public static String overview(CommandRegistry registry) {
    return usage(
            "motetctl [--node <node>] [--timeout <timeout>] [--longnames] [--quiet] <command>"
                + " [<command options>]")
        + "\n\nAvailable commands:\n"
        + list(registry)
        + "\nUse 'motetctl help <command>' to learn more about a specific command";
  }

  /** All commands by section. */
  public static String list(CommandRegistry registry) {
    int width = registry.all().stream().mapToInt(c -> c.manual().name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (HelpSection section : HelpSection.values()) {
      List<Manual> manuals =
          registry.all().stream()
              .map(Command::manual)
              .filter(manual -> manual.section() == section)
              .toList();
      text.append('\n')
          .append(BRIGHT_ON)
          .append(section.title())
          .append(BRIGHT_OFF)
          .append(":\n\n");
      text.append(
          manuals.stream()
              .map(m -> "   " + pad(m.name(), width) + "  " + m.description() + "\n")
              .collect(Collectors.joining()));
    }
    return text.toString();
  }

  /** The page about one command. */
  public static String of(Manual manual) {
    return usage(manual.usageLine())
        + "\n\n"
        + manual.description()
        + ".\n\n"
        + BRIGHT_ON
        + "General Options"
        + BRIGHT_OFF
        + "\n\n"
        + OPTIONS;
  }

  /** The part of a page that shows how to type it. */
  public static String usage(String line) {
    return "\n" + BRIGHT_ON + "Usage" + BRIGHT_OFF + "\n\n" + line;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
