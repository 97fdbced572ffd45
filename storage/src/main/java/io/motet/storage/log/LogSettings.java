package io.motet.storage.log;

/**
 * How one log is kept. The names are those of Kafka's topic configurations.
 *
 * @param segmentBytes a segment is ended before it becomes larger
 * @param segmentMillis and when its first record is this old
 * @param indexIntervalBytes about one index entry for so many bytes
 * @param maxMessageBytes largest batch
 * @param flushMessages the log is forced when so many records are not; with 1 readers see, and
 *     acknowledgements say, only what is forced
 * @param flushMillis the log is forced when its oldest unforced record is this old
 * @param retentionMillis whole segments go when their newest record is older; -1 for never
 * @param retentionBytes the oldest segments go while the rest is still this large; -1 for never
 * @param deletes whether retention applies
 * @param compacts whether only the newest record of each key is kept
 * @param deleteRetentionMillis how long a tombstone is kept after it was first compacted
 * @param minCompactionLagMillis younger records are not compacted
 * @param maxCompactionLagMillis older ones are, however few
 * @param minCleanableRatio share of the log that must be new before it is compacted
 * @param stampsAppendTime whether records get the log's time
 * @param timestampBeforeMaxMillis records with older timestamps are refused
 * @param timestampAfterMaxMillis records with later ones, too
 */
public record LogSettings(
    int segmentBytes,
    long segmentMillis,
    int indexIntervalBytes,
    int maxMessageBytes,
    long flushMessages,
    long flushMillis,
    long retentionMillis,
    long retentionBytes,
    boolean deletes,
    boolean compacts,
    long deleteRetentionMillis,
    long minCompactionLagMillis,
    long maxCompactionLagMillis,
    double minCleanableRatio,
    boolean stampsAppendTime,
    long timestampBeforeMaxMillis,
    long timestampAfterMaxMillis) {
  private static final long DAY_MILLIS = 86_400_000;

  /** Kafka's defaults. */
  public static LogSettings defaults() {
    return new LogSettings(
        1 << 30,
        7 * DAY_MILLIS,
        4096,
        1_048_588,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        7 * DAY_MILLIS,
        -1,
        true,
        false,
        DAY_MILLIS,
        0,
        Long.MAX_VALUE,
        0.5,
        false,
        Long.MAX_VALUE,
        3_600_000);
  }

  /** Whether what is appended counts only when it is forced. */
  public boolean forcesBeforeCommit() {
    return flushMessages == 1;
  }
}
