package io.motet.cli.control.term;

import io.motet.cli.control.api.Json;
import io.motet.cli.control.term.Term.Atom;
import io.motet.cli.control.term.Term.Decimal;
import io.motet.cli.control.term.Term.Field;
import io.motet.cli.control.term.Term.Items;
import io.motet.cli.control.term.Term.Table;
import io.motet.cli.control.term.Term.Text;
import io.motet.cli.control.term.Term.Tuple;
import io.motet.cli.control.term.Term.Whole;
import java.util.List;

/** A term as JSON; a table is a list of {@code [name, type, value]}. */
public final class JsonText {
  private JsonText() {}

  public static String of(Term term) {
    return Json.write(value(term));
  }

  private static Object value(Term term) {
    if (term instanceof Atom atom) {
      return switch (atom.name()) {
        case "true" -> true;
        case "false" -> false;
        default -> atom.name();
      };
    }
    if (term instanceof Text text) {
      return text.value();
    }
    if (term instanceof Whole whole) {
      return whole.value();
    }
    if (term instanceof Decimal decimal) {
      return decimal.value();
    }
    if (term instanceof Items items) {
      return values(items.values());
    }
    if (term instanceof Tuple tuple) {
      return values(tuple.values());
    }
    return ((Table) term).fields().stream().map(JsonText::field).toList();
  }

  private static Object field(Field field) {
    return List.of(field.name(), field.type(), value(field.value()));
  }

  private static List<Object> values(List<Term> terms) {
    return terms.stream().map(JsonText::value).toList();
  }
}
