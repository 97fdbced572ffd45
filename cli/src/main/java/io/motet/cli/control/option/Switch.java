package io.motet.cli.control.option;

/**
 * An option that a command understands.
 *
 * @param name as in {@code --name}
 * @param shortName as in {@code -n}, or 0
 */
public record Switch(String name, char shortName, Kind kind) {
  /** What follows the name. */
  public enum Kind {
    /** Nothing; {@code --no-name} says false. */
    FLAG,
    TEXT,
    WHOLE
  }

  public static Switch flag(String name) {
    return new Switch(name, (char) 0, Kind.FLAG);
  }

  public static Switch text(String name) {
    return new Switch(name, (char) 0, Kind.TEXT);
  }

  public static Switch whole(String name) {
    return new Switch(name, (char) 0, Kind.WHOLE);
  }

  /** The same with a one-letter form. */
  public Switch or(char letter) {
    return new Switch(name, letter, kind);
  }
}
