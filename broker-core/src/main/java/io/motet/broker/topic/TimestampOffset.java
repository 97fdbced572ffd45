package io.motet.broker.topic;

/**
 * A record found by time.
 *
 * @param leaderEpoch of its batch, or -1
 */
public record TimestampOffset(long timestampMillis, long offset, int leaderEpoch) {
  /** No such record. */
  public static final TimestampOffset NONE = new TimestampOffset(-1, -1, -1);

  /** Whether there is one. */
  public boolean found() {
    return offset >= 0;
  }
}
