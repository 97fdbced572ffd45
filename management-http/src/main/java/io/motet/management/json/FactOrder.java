package io.motet.management.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Orders objects by columns as RabbitMQ does: numbers before booleans before structures before
 * text, and what is absent counts as 0.
 */
final class FactOrder implements Comparator<Map<String, Object>> {
  private final List<String[]> columns;

  private FactOrder(List<String[]> columns) {
    this.columns = columns;
  }

  /** The given column first where there is one, then the defaults. */
  static FactOrder of(String first, List<String> defaults) {
    List<String[]> columns = new ArrayList<>();
    if (first != null && !first.isEmpty()) {
      columns.add(first.split("\\."));
    }
    for (String column : defaults) {
      if (!column.equals(first)) {
        columns.add(column.split("\\."));
      }
    }
    return new FactOrder(columns);
  }

  @Override
  public int compare(Map<String, Object> a, Map<String, Object> b) {
    for (String[] column : columns) {
      int order = compareValues(value(a, column), value(b, column));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Object value(Object facts, String[] path) {
    Object value = facts;
    for (String key : path) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value == null ? Integer.valueOf(0) : value;
  }

  private static int compareValues(Object a, Object b) {
    int kind = Integer.compare(kind(a), kind(b));
    if (kind != 0) {
      return kind;
    }
    if (a instanceof Number x && b instanceof Number y) {
      return x instanceof Long && y instanceof Long
          ? Long.compare(x.longValue(), y.longValue())
          : Double.compare(x.doubleValue(), y.doubleValue());
    }
    return a.toString().compareTo(b.toString());
  }

  private static int kind(Object value) {
    if (value instanceof Number) {
      return 0;
    }
    if (value instanceof Boolean) {
      return 1;
    }
    return value instanceof String ? 3 : 2;
  }
}
