package io.motet.cli.control.command;

import io.motet.cli.control.format.Rows;
import java.util.Map;

/** What a command that succeeded has to tell. */
public sealed interface Result {
  /** It worked; nothing to say. */
  record Done() implements Result {}

  /** A sentence. */
  record Text(String text) implements Result {}

  /** A listing. */
  record Listing(Rows rows) implements Result {}

  /** A report: a page for people, fields for programs. */
  record Report(String text, Map<String, Object> fields) implements Result {}
}
