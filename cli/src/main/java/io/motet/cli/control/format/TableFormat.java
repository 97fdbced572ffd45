package io.motet.cli.control.format;

import io.motet.cli.control.term.CellText;
import io.motet.cli.control.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns with a tab between, under a header: what a command prints unless told otherwise. */
final class TableFormat implements OutputFormat {
  @Override
  public List<String> rows(Rows rows, boolean headers) {
    if (rows.isEmpty()) {
      return rows.streamed() ? List.of() : List.of("");
    }
    List<String> lines = new ArrayList<>();
    if (headers) {
      lines.add(String.join("\t", rows.columns()));
    }
    rows.rows().forEach(row -> lines.add(line(row)));
    return lines;
  }

  @Override
  public List<String> text(String text) {
    return List.of(text);
  }

  private static String line(List<Term> row) {
    return row.stream().map(CellText::of).collect(Collectors.joining("\t"));
  }
}
