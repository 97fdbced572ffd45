package io.motet.cli.control.option;

import java.util.List;
import java.util.Map;

/**
 * A command line taken apart.
 *
 * @param arguments what was not an option, in order
 * @param options by long name; flags are {@code true} or {@code false}
 * @param invalid options nobody knows and values that do not fit, as {@code --name : value}
 */
public record ParsedArguments(
    List<String> arguments, Map<String, String> options, List<String> invalid) {
  public boolean flag(String name) {
    return "true".equals(options.get(name));
  }

  public String text(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }

  public int whole(String name, int otherwise) {
    String value = options.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
