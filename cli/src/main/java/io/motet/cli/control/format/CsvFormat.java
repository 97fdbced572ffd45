package io.motet.cli.control.format;

import io.motet.cli.control.term.CellText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comma-separated values, all of them quoted. */
final class CsvFormat implements OutputFormat {
  @Override
  public boolean machineReadable() {
    return true;
  }

  @Override
  public List<String> rows(Rows rows, boolean headers) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(rows.columns().stream()));
    rows.rows().forEach(row -> lines.add(line(row.stream().map(CellText::of))));
    return lines;
  }

  @Override
  public List<String> text(String text) {
    return List.of(text);
  }

  private static String line(Stream<String> cells) {
    return cells
        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }
}
