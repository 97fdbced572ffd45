package io.motet.management.stats;

/**
 * The points in time for which a client wants samples: from {@code firstMillis} to {@code
 * lastMillis}, both inclusive.
 */
public record SampleRange(long firstMillis, long lastMillis, long incrementMillis) {

  int count() {
    return (int) ((lastMillis - firstMillis) / incrementMillis) + 1;
  }
}
