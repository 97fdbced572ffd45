package io.motet.benchmarks.load;

import java.util.Arrays;

/** Keeps every sample; runs are bounded, so this stays small and exact. */
final class Histogram {
  private long[] samplesNanos = new long[1 << 16];
  private int count;

  void add(long nanos) {
    if (count == samplesNanos.length) {
      samplesNanos = Arrays.copyOf(samplesNanos, count * 2);
    }
    samplesNanos[count++] = nanos;
  }

  /** In microseconds; 0 when there are no samples. */
  double percentileMicros(double percentile) {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(samplesNanos, count);
    Arrays.sort(sorted);
    int index = (int) Math.min(count - 1, Math.floor(percentile / 100 * count));
    return sorted[index] / 1000.0;
  }
}
