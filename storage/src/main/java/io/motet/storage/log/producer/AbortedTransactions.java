package io.motet.storage.log.producer;

import java.util.ArrayList;
import java.util.List;

/**
 * The aborted transactions of a log in the order of their ends. Changed under the log's lock; any
 * thread may read.
 */
final class AbortedTransactions {
  private volatile AbortedTransaction[] all = {};

  void add(AbortedTransaction transaction) {
    AbortedTransaction[] next = java.util.Arrays.copyOf(all, all.length + 1);
    next[all.length] = transaction;
    all = next;
  }

  /** Those that have records from the first offset on and before the second. */
  List<AbortedTransaction> between(long fromOffset, long toOffset) {
    AbortedTransaction[] now = all;
    List<AbortedTransaction> found = new ArrayList<>();
    for (int i = firstEndingAt(now, fromOffset); i < now.length; i++) {
      if (now[i].firstOffset() < toOffset) {
        found.add(now[i]);
      }
      if (now[i].lastStableOffset() >= toOffset) {
        break;
      }
    }
    return found;
  }

  private static int firstEndingAt(AbortedTransaction[] sorted, long offset) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle].lastOffset() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Forgets those that ended before the log's start. */
  void forgetBefore(long logStartOffset) {
    int gone = firstEndingAt(all, logStartOffset);
    if (gone > 0) {
      all = java.util.Arrays.copyOfRange(all, gone, all.length);
    }
  }

  List<AbortedTransaction> all() {
    return List.of(all);
  }
}
