package io.motet.cli.control.option;

import io.motet.cli.control.option.Switch.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a command line apart. One per set of switches; may be used again. */
public final class OptionParser {
  private final Map<String, Switch> byName = new HashMap<>();
  private final Map<Character, Switch> byLetter = new HashMap<>();

  /** A later switch replaces an earlier one of the same name or letter. */
  public OptionParser(List<Switch> switches) {
    for (Switch known : switches) {
      byName.put(known.name(), known);
      if (known.shortName() != 0) {
        byLetter.put(known.shortName(), known);
      }
    }
  }

  public ParsedArguments parse(List<String> line) {
    ParsedArguments result =
        new ParsedArguments(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    Words words = new Words(line);
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("--")) {
        words.forEachRemaining(result.arguments()::add);
      } else if (isOption(word)) {
        option(word, words, result);
      } else {
        result.arguments().add(word);
      }
    }
    return result;
  }

  /** A lone dash and a negative number are arguments. */
  private static boolean isOption(String word) {
    return word.length() > 1 && word.charAt(0) == '-' && !Character.isDigit(word.charAt(1));
  }

  private void option(String word, Words words, ParsedArguments result) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? null : word.substring(equals + 1);
    if (name.startsWith("--no-") && value == null) {
      Switch negated = byName.get(name.substring("--no-".length()));
      if (negated != null && negated.kind() == Kind.FLAG) {
        result.options().put(negated.name(), "false");
        return;
      }
    }
    Switch known = find(name);
    if (known == null) {
      result.invalid().add(name + " : " + (value == null ? "" : value));
      return;
    }
    if (value == null) {
      value = known.kind() == Kind.FLAG ? "true" : words.nextValue();
    }
    if (fits(known.kind(), value)) {
      result.options().put(known.name(), value);
    } else {
      result.invalid().add(name + " : " + (value == null ? "" : value));
    }
  }

  private Switch find(String name) {
    if (name.startsWith("--")) {
      return byName.get(name.substring(2).replace('_', '-'));
    }
    return name.length() == 2 ? byLetter.get(name.charAt(1)) : null;
  }

  private static boolean fits(Kind kind, String value) {
    return switch (kind) {
      case FLAG -> "true".equals(value) || "false".equals(value);
      case TEXT -> value != null;
      case WHOLE -> value != null && value.matches("[+-]?\\d{1,9}");
    };
  }

  /** The words of a line, with a look at whether the next one is a value. */
  private static final class Words implements Iterator<String> {
    private final List<String> line;
    private int position;

    Words(List<String> line) {
      this.line = line;
    }

    @Override
    public boolean hasNext() {
      return position < line.size();
    }

    @Override
    public String next() {
      return line.get(position++);
    }

    /** The next word unless it is an option itself; null when there is none. */
    String nextValue() {
      return hasNext() && !isOption(line.get(position)) ? next() : null;
    }
  }
}
