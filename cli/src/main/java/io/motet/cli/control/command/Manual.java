package io.motet.cli.control.command;

import io.motet.cli.control.option.Switch;
import java.util.Arrays;
import java.util.List;

/**
 * What help and the argument check know about a command.
 *
 * @param description one line, without a full stop
 * @param usage the name with its arguments
 * @param switches beyond those that all commands take
 */
public record Manual(
    String name,
    HelpSection section,
    String description,
    String usage,
    int minArguments,
    int maxArguments,
    List<Switch> switches) {

  /** A command without arguments. */
  public static Manual of(String name, HelpSection section, String description) {
    return new Manual(name, section, description, name, 0, 0, List.of());
  }

  /** Exactly so many arguments. */
  public Manual takes(int count, String usage) {
    return takes(count, count, usage);
  }

  public Manual takes(int minimum, int maximum, String usage) {
    return new Manual(name, section, description, usage, minimum, maximum, switches);
  }

  /** Options of its own. */
  public Manual with(Switch... more) {
    return new Manual(
        name, section, description, usage, minArguments, maxArguments, Arrays.asList(more));
  }

  /** The usage line, with what all commands take. */
  public String usageLine() {
    boolean timed = switches.stream().anyMatch(known -> known.name().equals("timeout"));
    return "motetctl [--node <node>] [--longnames] [--quiet] "
        + usage
        + (timed ? " [--timeout <timeout>]" : "");
  }
}
