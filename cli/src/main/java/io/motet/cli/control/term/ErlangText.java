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

/** A term in Erlang's own notation: {@code {user,<<"admin">>}}. */
public final class ErlangText {
  private ErlangText() {}

  public static String of(Term term) {
    if (term instanceof Atom atom) {
      return atom(atom.name());
    }
    if (term instanceof Text text) {
      return binary(text.value());
    }
    if (term instanceof Whole whole) {
      return Long.toString(whole.value());
    }
    if (term instanceof Decimal decimal) {
      return Double.toString(decimal.value());
    }
    if (term instanceof Items items) {
      return joined(items.values(), "[", "]");
    }
    if (term instanceof Tuple tuple) {
      return joined(tuple.values(), "{", "}");
    }
    return ((Table) term)
        .fields().stream().map(ErlangText::field).collect(Collectors.joining(",", "[", "]"));
  }

  /** An atom's name, quoted where Erlang's grammar asks for it. */
  public static String atom(String name) {
    return name.matches("[a-z][A-Za-z0-9_@]*") ? name : "'" + name.replace("'", "\\'") + "'";
  }

  private static String binary(String text) {
    return text.isEmpty() ? "<<>>" : "<<" + CellText.quoted(text) + ">>";
  }

  private static String field(Field field) {
    return "{" + binary(field.name()) + "," + field.type() + "," + of(field.value()) + "}";
  }

  private static String joined(List<Term> values, String open, String close) {
    return values.stream().map(ErlangText::of).collect(Collectors.joining(",", open, close));
  }
}
