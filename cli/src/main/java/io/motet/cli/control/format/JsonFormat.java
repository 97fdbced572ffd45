package io.motet.cli.control.format;

import io.motet.cli.control.api.Json;
import io.motet.cli.control.term.JsonText;
import io.motet.cli.control.term.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON with one row per line; a comma begins each line but the first. */
final class JsonFormat implements OutputFormat {
  @Override
  public boolean machineReadable() {
    return true;
  }

  @Override
  public List<String> rows(Rows rows, boolean headers) {
    if (rows.isEmpty() && !rows.streamed()) {
      return List.of("[]");
    }
    List<String> lines = new ArrayList<>();
    lines.add("[");
    String separator = "";
    for (List<Term> row : rows.rows()) {
      lines.add(separator + object(rows.columns(), row));
      separator = ",";
    }
    lines.add("]");
    return lines;
  }

  @Override
  public List<String> text(String text) {
    return List.of(Json.write(Map.of("message", text)));
  }

  @Override
  public List<String> document(String text, Map<String, Object> fields) {
    return List.of(Json.write(fields));
  }

  @Override
  public List<String> done(String nodeName) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("node", nodeName);
    fields.put("result", "ok");
    return List.of(Json.write(fields));
  }

  private static String object(List<String> columns, List<Term> row) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < columns.size(); i++) {
      out.append(i == 0 ? "" : ",").append(Json.write(columns.get(i))).append(':');
      out.append(JsonText.of(row.get(i)));
    }
    return out.append('}').toString();
  }
}
