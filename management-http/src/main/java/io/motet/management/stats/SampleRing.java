package io.motet.management.stats;

import java.util.Arrays;

/**
 * The newest samples of one object at one resolution, oldest overwritten. A run of equal samples
 * takes two places, its first and its last, and room is only taken as samples come: an object that
 * rests costs next to nothing. Not thread-safe.
 */
final class SampleRing {
  private static final int FIRST_CAPACITY = 2;

  private final int columns;
  private final int mostSamples;
  private long[] times = new long[FIRST_CAPACITY];
  private long[] values;
  private int first;
  private int count;

  SampleRing(int columns, int mostSamples) {
    this.columns = columns;
    this.mostSamples = mostSamples;
    values = new long[FIRST_CAPACITY * columns];
  }

  int count() {
    return count;
  }

  /** By age: 0 is the newest. */
  long time(int age) {
    return times[slot(age)];
  }

  long value(int age, int column) {
    return values[slot(age) * columns + column];
  }

  /** Adds a sample that is newer than all others. */
  void add(long timeMillis, long[] sample) {
    if (count >= 2 && equalsSample(0, sample) && equalsSample(1, sample)) {
      times[slot(0)] = timeMillis;
      return;
    }
    if (count == times.length && count < mostSamples) {
      grow();
    }
    if (count == times.length) {
      first = (first + 1) % times.length;
    } else {
      count++;
    }
    int slot = slot(0);
    times[slot] = timeMillis;
    System.arraycopy(sample, 0, values, slot * columns, columns);
  }

  /** The age of the newest sample not after the given time, or -1 when all are. */
  int ageAt(long timeMillis) {
    for (int age = 0; age < count; age++) {
      if (time(age) <= timeMillis) {
        return age;
      }
    }
    return -1;
  }

  private int slot(int age) {
    return (first + count - 1 - age) % times.length;
  }

  private boolean equalsSample(int age, long[] sample) {
    int from = slot(age) * columns;
    return Arrays.equals(values, from, from + columns, sample, 0, columns);
  }

  private void grow() {
    int capacity = Math.min(mostSamples, times.length * 2);
    long[] newTimes = new long[capacity];
    long[] newValues = new long[capacity * columns];
    for (int i = 0; i < count; i++) {
      int slot = (first + i) % times.length;
      newTimes[i] = times[slot];
      System.arraycopy(values, slot * columns, newValues, i * columns, columns);
    }
    times = newTimes;
    values = newValues;
    first = 0;
  }
}
