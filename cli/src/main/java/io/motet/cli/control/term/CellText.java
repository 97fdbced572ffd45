package io.motet.cli.control.term;

import io.motet.cli.control.term.Term.Atom;
import io.motet.cli.control.term.Term.Decimal;
import io.motet.cli.control.term.Term.Field;
import io.motet.cli.control.term.Term.Items;
import io.motet.cli.control.term.Term.Table;
import io.motet.cli.control.term.Term.Text;
import io.motet.cli.control.term.Term.Tuple;
import io.motet.cli.control.term.Term.Whole;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A term as a cell of a table or of a CSV row: texts and atoms bare, tables as {@code
 * [{"x-max-priority",10}]}.
 */
public final class CellText {
  private CellText() {}

  public static String of(Term term) {
    if (term instanceof Text text) {
      return text.value();
    }
    if (term instanceof Items items && !items.values().isEmpty()) {
      return items.values().stream().map(CellText::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (term instanceof Tuple tuple && tuple.values().size() == 2) {
      return tuple.values().stream().map(CellText::of).collect(Collectors.joining(", ", "{", "}"));
    }
    return inTable(term);
  }

  /** Inside tables and tuples texts are quoted; an empty one is the empty list. */
  private static String inTable(Term term) {
    if (term instanceof Atom atom) {
      return atom.name();
    }
    if (term instanceof Whole whole) {
      return Long.toString(whole.value());
    }
    if (term instanceof Decimal decimal) {
      return Double.toString(decimal.value());
    }
    if (term instanceof Text text) {
      return text.value().isEmpty() ? "[]" : quoted(text.value());
    }
    if (term instanceof Items items) {
      return joined(items.values(), "[", "]");
    }
    if (term instanceof Tuple tuple) {
      return joined(tuple.values(), "{", "}");
    }
    return ((Table) term)
        .fields().stream().map(CellText::field).collect(Collectors.joining(",", "[", "]"));
  }

  private static String field(Field field) {
    return "{" + quoted(field.name()) + "," + inTable(field.value()) + "}";
  }

  private static String joined(List<Term> values, String open, String close) {
    return values.stream().map(CellText::inTable).collect(Collectors.joining(",", open, close));
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
