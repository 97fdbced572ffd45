package io.motet.management.json;

import io.motet.management.http.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A list of objects that a client may sort, filter, page and cut to columns. Statistics are costly
 * for long lists: they are worked out only for the page shown, unless the order depends on them.
 *
 * @param basic an object's facts without statistics
 * @param basicColumns the top-level names in {@code basic}
 * @param full an object's facts with statistics
 */
public record Listing<T>(
    Collection<T> objects,
    Function<T, Map<String, Object>> basic,
    Set<String> basicColumns,
    Function<T, Map<String, Object>> full,
    List<String> defaultOrder) {

  private static final List<String> BY_NAME = List.of("vhost", "name");

  /** A list without statistics. */
  public static <T> Listing<T> plain(
      Collection<T> objects, Function<T, Map<String, Object>> facts, String... order) {
    List<String> defaultOrder = order.length == 0 ? BY_NAME : List.of(order);
    return new Listing<>(objects, facts, Set.of(), facts, defaultOrder);
  }

  /** The list, or the page of it, that the request asks for. */
  public Object answer(Request request) {
    Paging paging = Paging.of(request);
    Columns columns = Columns.of(request.query("columns"));
    String sort = request.query("sort");
    boolean orderIsBasic = isBasic(sort);
    boolean late = full != basic && orderIsBasic && !columns.within(basicColumns);
    List<Row<T>> rows = new ArrayList<>(objects.size());
    for (T object : objects) {
      Function<T, Map<String, Object>> facts = orderIsBasic ? basic : full;
      rows.add(new Row<>(object, facts.apply(object)));
    }
    FactOrder order = FactOrder.of(sort, defaultOrder);
    rows.sort((a, b) -> order.compare(a.facts, b.facts));
    if (request.flag("sort_reverse")) {
      Collections.reverse(rows);
    }
    if (paging == null) {
      return shown(rows, late, columns);
    }
    List<Row<T>> filtered = paging.filter(rows, row -> String.valueOf(row.facts.get("name")));
    List<Object> items = shown(paging.cut(filtered), late, columns);
    return paging.frame(rows.size(), filtered.size(), items);
  }

  private boolean isBasic(String sort) {
    boolean sorted = sort != null && !sort.isEmpty();
    return !sorted || basicColumns.contains(sort.split("\\.")[0]);
  }

  private List<Object> shown(List<Row<T>> rows, boolean late, Columns columns) {
    List<Object> shown = new ArrayList<>(rows.size());
    for (Row<T> row : rows) {
      shown.add(columns.cut(late ? full.apply(row.object) : row.facts));
    }
    return shown;
  }

  private record Row<T>(T object, Map<String, Object> facts) {}
}
