package io.motet.management.stats;

import java.util.ArrayList;
import java.util.List;

/** Which figures are sampled together for one kind of object, and in which order they are kept. */
public final class Layout {
  private final List<String> names = new ArrayList<>();
  private final List<RangeKind> kinds = new ArrayList<>();

  Layout add(RangeKind kind, String... figures) {
    for (String figure : figures) {
      names.add(figure);
      kinds.add(kind);
    }
    return this;
  }

  Layout addAll(Layout other) {
    names.addAll(other.names);
    kinds.addAll(other.kinds);
    return this;
  }

  int size() {
    return names.size();
  }

  RangeKind kind(int column) {
    return kinds.get(column);
  }

  /** Throws when there is no such figure. */
  int indexOf(String figure) {
    int index = names.indexOf(figure);
    if (index < 0) {
      throw new IllegalArgumentException("no figure " + figure + " in " + names);
    }
    return index;
  }
}
