package io.motet.management.stats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The histories of all objects of one kind. An object gets one when a figure of it is not 0 for the
 * first time, and loses it when it is gone at the next sample.
 */
final class Tracker<T> {
  private final Layout layout;
  private final Function<T, Object> keyOf;
  private final FigureReader<T> reader;
  private final HistoryBudget budget;
  private final Map<Object, Entry> entries = new ConcurrentHashMap<>();
  private long round;

  /**
   * @param keyOf an identity that stays while the object lives
   */
  Tracker(Layout layout, Function<T, Object> keyOf, FigureReader<T> reader, HistoryBudget budget) {
    this.layout = layout;
    this.keyOf = keyOf;
    this.reader = reader;
    this.budget = budget;
  }

  private static final class Entry {
    private final History history;
    private long round;

    Entry(History history) {
      this.history = history;
    }
  }

  /**
   * Samples all objects. On the sampler's thread.
   *
   * @param previousMillis when it was last called, or 0
   */
  void sample(Iterable<? extends T> objects, long nowMillis, long previousMillis) {
    round++;
    long[] figures = new long[layout.size()];
    for (T object : objects) {
      reader.read(object, figures);
      Object key = keyOf.apply(object);
      Entry entry = entries.get(key);
      if (entry == null && !allZero(figures)) {
        entry = new Entry(begin(previousMillis));
        entries.put(key, entry);
      }
      if (entry != null) {
        entry.round = round;
        entry.history.add(nowMillis, figures);
      }
    }
    forgetTheGone();
  }

  /** All that an object counts at its first sample happened since the sample before. */
  private History begin(long previousMillis) {
    History history = new History(layout.size(), budget.take());
    if (previousMillis > 0) {
      history.add(previousMillis, new long[layout.size()]);
    }
    return history;
  }

  private void forgetTheGone() {
    for (Iterator<Entry> i = entries.values().iterator(); i.hasNext(); ) {
      Entry entry = i.next();
      if (entry.round != round) {
        i.remove();
        budget.giveBack(entry.history.retention());
      }
    }
  }

  /** Any thread. */
  Reading read(T object, SampleRanges ranges, long oldestMillis) {
    return sum(List.of(object), ranges, oldestMillis);
  }

  /** Several objects as if they were one. Any thread. */
  Reading sum(Collection<? extends T> objects, SampleRanges ranges, long oldestMillis) {
    long[] total = new long[layout.size()];
    long[] figures = new long[layout.size()];
    List<History> histories = new ArrayList<>();
    for (T object : objects) {
      reader.read(object, figures);
      for (int i = 0; i < figures.length; i++) {
        total[i] += figures[i];
      }
      Entry entry = entries.get(keyOf.apply(object));
      if (entry != null) {
        histories.add(entry.history);
      }
    }
    return new Reading(layout, total, histories, ranges, oldestMillis);
  }

  int historyCount() {
    return entries.size();
  }

  private static boolean allZero(long[] figures) {
    for (long figure : figures) {
      if (figure != 0) {
        return false;
      }
    }
    return true;
  }
}
