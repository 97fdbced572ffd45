package io.motet.kafka.share.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stretches in order, none over another; neighbours that have come equally far become one. */
final class StretchMap {
  private final TreeMap<Long, Stretch> byFirst = new TreeMap<>();

  boolean isEmpty() {
    return byFirst.isEmpty();
  }

  /** In order; a view. */
  Collection<Stretch> all() {
    return byFirst.values();
  }

  /** Null when none holds the offset. */
  Stretch at(long offset) {
    Map.Entry<Long, Stretch> floor = byFirst.floorEntry(offset);
    return floor != null && floor.getValue().last() >= offset ? floor.getValue() : null;
  }

  /** The parts within these bounds, in order; a copy. */
  List<Stretch> within(long first, long last) {
    List<Stretch> parts = new ArrayList<>();
    Stretch begin = at(first);
    for (Stretch one : byFirst.tailMap(begin == null ? first : begin.first()).values()) {
      if (one.first() > last) {
        break;
      }
      parts.add(one.within(first, last));
    }
    return parts;
  }

  /** Puts it in the place of whatever was there. */
  void put(Stretch stretch) {
    remove(stretch.first(), stretch.last());
    Map.Entry<Long, Stretch> before = byFirst.lowerEntry(stretch.first());
    Stretch joined = stretch;
    if (before != null && before.getValue().isContinuedBy(stretch)) {
      byFirst.remove(before.getKey());
      joined = before.getValue().upTo(stretch.last());
    }
    Map.Entry<Long, Stretch> after = byFirst.higherEntry(joined.last());
    if (after != null && joined.isContinuedBy(after.getValue())) {
      byFirst.remove(after.getKey());
      joined = joined.upTo(after.getValue().last());
    }
    byFirst.put(joined.first(), joined);
  }

  /** Removes what lies within these bounds. */
  void remove(long first, long last) {
    cutBefore(first);
    cutBefore(last + 1);
    byFirst.subMap(first, true, last, true).clear();
  }

  /** Makes a boundary before the offset. */
  private void cutBefore(long offset) {
    Stretch there = at(offset);
    if (there != null && there.first() < offset) {
      byFirst.put(there.first(), there.upTo(offset - 1));
      byFirst.put(offset, there.within(offset, there.last()));
    }
  }

  /** Null when empty. */
  Stretch first() {
    return isEmpty() ? null : byFirst.firstEntry().getValue();
  }
}
