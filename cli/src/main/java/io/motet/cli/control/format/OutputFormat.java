package io.motet.cli.control.format;

import java.util.List;
import java.util.Map;

/** A way to print what a command answers. */
public interface OutputFormat {
  /** Whether a program reads the output, so that no banner may precede it. */
  default boolean machineReadable() {
    return false;
  }

  /**
   * The lines for a listing.
   *
   * @param headers whether column names are wanted where the format can leave them out
   */
  List<String> rows(Rows rows, boolean headers);

  /** The lines for a single text. */
  List<String> text(String text);

  /**
   * The lines for an answer that has a form for people and one for programs.
   *
   * @param text for people
   * @param fields for programs, as {@link io.motet.cli.control.api.Json} writes them
   */
  default List<String> document(String text, Map<String, Object> fields) {
    return text(text);
  }

  /** The lines after a command that did its work and has nothing to tell. */
  default List<String> done(String nodeName) {
    return List.of();
  }

  /** The format with that name; null when there is none. */
  static OutputFormat named(String name) {
    return switch (name) {
      case "table", "string" -> new TableFormat();
      case "pretty_table" -> new PrettyTableFormat();
      case "csv" -> new CsvFormat();
      case "json" -> new JsonFormat();
      case "erlang" -> new ErlangFormat();
      default -> null;
    };
  }
}
