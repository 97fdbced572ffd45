package io.motet.storage.log;

/**
 * A record found by time.
 *
 * @param leaderEpoch of its batch
 */
public record LogTimestamp(long timestampMillis, long offset, int leaderEpoch) {
  /** No such record. */
  public static final LogTimestamp NONE = new LogTimestamp(-1, -1, -1);
}
