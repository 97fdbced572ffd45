package io.motet.storage.write;

import io.motet.storage.append.Part;
import java.util.HashMap;
import java.util.Map;

/**
 * Transactions of which some parts are written and others not yet. Recovery must begin no later
 * than the first part of each, or it would not find them whole.
 */
final class OpenTransactions {
  private final Map<Long, Open> open = new HashMap<>();

  private static final class Open {
    private final JournalPoint begin;
    private int missing;

    Open(JournalPoint begin, int missing) {
      this.begin = begin;
      this.missing = missing;
    }
  }

  /**
   * Notes a part.
   *
   * @param before the place just before the batch it is in
   */
  void written(Part part, JournalPoint before) {
    Open one = open.computeIfAbsent(part.transactionId(), id -> new Open(before, part.parts()));
    if (--one.missing == 0) {
      open.remove(part.transactionId());
    }
  }

  /** The sequence before which no open transaction begins; at most that given. */
  long earliestSequence(long end) {
    long earliest = end;
    for (Open one : open.values()) {
      earliest = Math.min(earliest, one.begin.sequence());
    }
    return earliest;
  }

  /** The earliest place needed: that given, or where an open transaction begins. */
  JournalPoint earliest(JournalPoint end) {
    JournalPoint earliest = end;
    for (Open one : open.values()) {
      if (one.begin.sequence() < earliest.sequence()) {
        earliest = one.begin;
      }
    }
    return earliest;
  }
}
