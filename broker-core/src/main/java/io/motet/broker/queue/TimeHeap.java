package io.motet.broker.queue;

import java.util.Arrays;

/**
 * A binary heap of (time, key), earliest first, in primitive arrays; of equal times the lower key
 * first. Entries whose message has gone meanwhile stay until they come up: the owner ignores them.
 */
final class TimeHeap {
  private static final int FIRST_CAPACITY = 16;

  private long[] times = new long[FIRST_CAPACITY];
  private long[] keys = new long[FIRST_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The earliest time; only when not empty. */
  long firstTime() {
    return times[0];
  }

  void add(long time, long key) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!before(time, key, parent)) {
        break;
      }
      times[at] = times[parent];
      keys[at] = keys[parent];
      at = parent;
    }
    times[at] = time;
    keys[at] = key;
  }

  /** Takes the earliest; returns its key. */
  long poll() {
    long first = keys[0];
    size--;
    if (size > 0) {
      siftDown(times[size], keys[size]);
    }
    return first;
  }

  private void siftDown(long time, long key) {
    int at = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && before(times[child + 1], keys[child + 1], child)) {
        child++;
      }
      if (before(time, key, child)) {
        break;
      }
      times[at] = times[child];
      keys[at] = keys[child];
      at = child;
      child = 2 * at + 1;
    }
    times[at] = time;
    keys[at] = key;
  }

  private boolean before(long time, long key, int other) {
    return time != times[other] ? time < times[other] : key < keys[other];
  }

  void clear() {
    size = 0;
    times = new long[FIRST_CAPACITY];
    keys = new long[FIRST_CAPACITY];
  }
}
