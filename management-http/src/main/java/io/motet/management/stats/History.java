package io.motet.management.stats;

/**
 * An object's samples at every resolution that its retention asks for. Written by the sampler, read
 * by request threads.
 */
final class History {
  private static final double MILLIS_PER_SECOND = 1000.0;

  private final Retention retention;
  private final SampleRing[] rings;
  private final long[] nextMillis;

  History(int columns, Retention retention) {
    this.retention = retention;
    int levels = retention.levels().size();
    rings = new SampleRing[levels];
    nextMillis = new long[levels];
    for (int i = 0; i < levels; i++) {
      rings[i] = new SampleRing(columns, retention.levels().get(i).samples());
    }
  }

  Retention retention() {
    return retention;
  }

  /** Takes a sample into every resolution whose interval is over. */
  synchronized void add(long timeMillis, long[] sample) {
    rings[0].add(timeMillis, sample);
    for (int i = 1; i < rings.length; i++) {
      if (timeMillis >= nextMillis[i]) {
        rings[i].add(timeMillis, sample);
        nextMillis[i] = timeMillis + retention.levels().get(i).intervalMillis();
      }
    }
  }

  /** Change per second between the two newest samples; 0 when the newest is out of date. */
  synchronized double rate(int column, long oldestMillis) {
    SampleRing ring = rings[0];
    if (ring.count() < 2 || ring.time(0) < oldestMillis) {
      return 0.0;
    }
    long elapsedMillis = ring.time(0) - ring.time(1);
    long change = ring.value(0, column) - ring.value(1, column);
    return elapsedMillis <= 0 ? 0.0 : change * MILLIS_PER_SECOND / elapsedMillis;
  }

  /** The figure as it was at a time, from the finest resolution that reaches back that far. */
  synchronized long valueAt(int column, long timeMillis) {
    for (SampleRing ring : rings) {
      int age = ring.ageAt(timeMillis);
      if (age >= 0) {
        return ring.value(age, column);
      }
    }
    return 0;
  }
}
