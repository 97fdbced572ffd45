package io.motet.storage.log;

/**
 * Settings for all logs together.
 *
 * @param mostOpenFiles {@code topic.max.open.files}: files held open, but for those in use
 * @param maxBytes {@code topic.max.bytes}: of all logs; 0 for no limit but the disk's
 * @param freeLimitBytes {@code disk_free_limit.absolute}: free space that appends leave alone
 * @param retentionCheckMillis {@code topic.retention.check.interval.ms}: between two looks at age
 *     and size
 * @param stateMillis {@code topic.state.interval.ms}: a log that was written to notes its state
 *     this often, so that a start after a crash has less to go over
 * @param producerExpiryMillis {@code topic.producer.expiry.ms}: a silent producer is forgotten
 * @param salvages {@code topic.log.recovery = salvage}: open damaged logs without the damaged part
 */
public record PartitionLogSettings(
    int mostOpenFiles,
    long maxBytes,
    long freeLimitBytes,
    long retentionCheckMillis,
    long stateMillis,
    long producerExpiryMillis,
    boolean salvages) {
  /** The defaults. */
  public static PartitionLogSettings defaults() {
    return new PartitionLogSettings(1000, 0, 50_000_000, 300_000, 60_000, 86_400_000, false);
  }
}
