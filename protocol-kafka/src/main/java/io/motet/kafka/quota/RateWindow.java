package io.motet.kafka.quota;

import java.util.Arrays;

/** How much there was in the last seconds. Any thread; the lock is held for a few additions. */
final class RateWindow {
  private static final int SAMPLES = 11;
  private static final long SAMPLE_MILLIS = 1000;

  private final double[] samples = new double[SAMPLES];
  private long newest = -1;

  /**
   * Adds to the current second.
   *
   * @return how long nothing may follow, for the rate to be back at the quota
   */
  synchronized long add(double amount, double perSecond, long nowMillis) {
    advance(nowMillis / SAMPLE_MILLIS);
    samples[(int) (newest % SAMPLES)] += amount;
    double total = 0;
    for (double sample : samples) {
      total += sample;
    }
    long windowMillis = (SAMPLES - 1) * SAMPLE_MILLIS + nowMillis % SAMPLE_MILLIS;
    return Math.max(0, (long) (total / perSecond * SAMPLE_MILLIS) - windowMillis);
  }

  /** Forgets what is too old. */
  private void advance(long second) {
    if (second - newest >= SAMPLES) {
      Arrays.fill(samples, 0);
    } else {
      for (long i = newest + 1; i <= second; i++) {
        samples[(int) (i % SAMPLES)] = 0;
      }
    }
    newest = Math.max(newest, second);
  }
}
