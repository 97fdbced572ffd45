package io.motet.management.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns a client wants, as dotted paths; what is not wanted is cut from the answer. */
public final class Columns {
  private static final Columns ALL = new Columns(null);

  /** Paths still to follow; null for everything below. */
  private final List<List<String>> paths;

  private Columns(List<List<String>> paths) {
    this.paths = paths;
  }

  /** Parses {@code name,message_stats.publish}; null means all. */
  public static Columns of(String parameter) {
    if (parameter == null) {
      return ALL;
    }
    List<List<String>> paths = new ArrayList<>();
    for (String column : parameter.split(",")) {
      if (!column.isEmpty()) {
        paths.add(List.of(column.split("\\.")));
      }
    }
    return new Columns(paths);
  }

  /** Whether every wanted column begins with one of the given names. */
  public boolean within(Collection<String> names) {
    return paths != null && paths.stream().allMatch(path -> names.contains(path.get(0)));
  }

  /** The facts without what is not wanted; maps inside lists are cut likewise. */
  public Object cut(Object facts) {
    if (paths == null) {
      return facts;
    }
    if (facts instanceof Map<?, ?> map) {
      Map<Object, Object> kept = new LinkedHashMap<>();
      map.forEach(
          (key, value) -> {
            List<List<String>> below = below(key.toString());
            if (below == null || !below.isEmpty()) {
              kept.put(key, new Columns(below).cut(value));
            }
          });
      return kept;
    }
    if (facts instanceof Collection<?> list) {
      return list.stream().map(this::cut).toList();
    }
    return facts;
  }

  /** What is wanted under a key: null for all of it, empty for nothing. */
  private List<List<String>> below(String key) {
    List<List<String>> below = new ArrayList<>();
    for (List<String> path : paths) {
      if (path.get(0).equals(key)) {
        if (path.size() == 1) {
          return null;
        }
        below.add(path.subList(1, path.size()));
      }
    }
    return below;
  }
}
