package io.motet.cli.control.format;

import io.motet.cli.control.term.CellText;
import io.motet.cli.control.term.Term;
import io.motet.cli.control.term.Term.Items;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table with lines around its cells, drawn with the terminal's line-drawing characters even when
 * the output is no terminal, as rabbitmqctl does.
 */
final class PrettyTableFormat implements OutputFormat {
  private static final String LINES_ON = "\u001b(0";
  private static final String LINES_OFF = "\u001b(B";
  private static final String BRIGHT_ON = "\u001b[1m";
  private static final String BRIGHT_OFF = "\u001b[0m";

  /** The characters of the alternate set: a border's left end, crossing and right end. */
  private enum Border {
    TOP('l', 'w', 'k'),
    MIDDLE('t', 'n', 'u'),
    BOTTOM('m', 'v', 'j');

    private final char left;
    private final char crossing;
    private final char right;

    Border(char left, char crossing, char right) {
      this.left = left;
      this.crossing = crossing;
      this.right = right;
    }
  }

  @Override
  public List<String> rows(Rows rows, boolean headers) {
    if (rows.isEmpty()) {
      return rows.streamed() ? List.of() : List.of("");
    }
    List<List<String>> cells =
        rows.rows().stream()
            .map(row -> row.stream().map(PrettyTableFormat::cell).toList())
            .toList();
    return draw(rows.columns(), cells);
  }

  @Override
  public List<String> text(String text) {
    return draw(List.of("Output"), List.of(List.of(text)));
  }

  private static List<String> draw(List<String> columns, List<List<String>> rows) {
    int[] widths = columns.stream().mapToInt(PrettyTableFormat::width).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(border(Border.TOP, widths));
    lines.add(line(columns, widths, true));
    for (List<String> row : rows) {
      lines.add(border(Border.MIDDLE, widths));
      lines.add(line(row, widths, false));
    }
    lines.add(border(Border.BOTTOM, widths));
    return lines;
  }

  private static String cell(Term term) {
    if (term instanceof Items items) {
      return items.values().stream().map(CellText::of).collect(Collectors.joining(", "));
    }
    return CellText.of(term);
  }

  private static String border(Border border, int[] widths) {
    String cells =
        Arrays.stream(widths)
            .mapToObj(width -> "q".repeat(width + 2))
            .collect(Collectors.joining(String.valueOf(border.crossing)));
    return LINES_ON + border.left + cells + border.right + LINES_OFF;
  }

  private static String line(List<String> cells, int[] widths, boolean bright) {
    String bar = LINES_ON + "x" + LINES_OFF;
    StringBuilder out = new StringBuilder(bar);
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      out.append(' ').append(bright ? BRIGHT_ON + cell + BRIGHT_OFF : cell);
      out.append(" ".repeat(widths[i] - width(cell) + 1)).append(bar);
    }
    return out.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
