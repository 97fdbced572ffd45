package io.motet.cli.control.format;

import io.motet.cli.control.term.ErlangText;
import io.motet.cli.control.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Erlang terms: a list of property lists, one a line. */
final class ErlangFormat implements OutputFormat {
  @Override
  public List<String> rows(Rows rows, boolean headers) {
    String lists =
        rows.rows().stream()
            .map(row -> properties(rows.columns(), row))
            .collect(Collectors.joining(",\n ", "[", "]"));
    return List.of(lists.split("\n"));
  }

  @Override
  public List<String> text(String text) {
    return List.of(ErlangText.of(Term.text(text)));
  }

  private static String properties(List<String> columns, List<Term> row) {
    List<String> properties = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      properties.add("{" + ErlangText.atom(columns.get(i)) + "," + ErlangText.of(row.get(i)) + "}");
    }
    return "[" + String.join(",", properties) + "]";
  }
}
