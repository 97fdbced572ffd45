package io.motet.broker.topic;

import io.motet.storage.log.LogSettings;
import io.motet.storage.log.PartitionLogs;
import io.motet.storage.log.batch.Decompressor;

/**
 * What the topics of all virtual hosts share.
 *
 * @param defaults configurations that topics have unless they say otherwise
 * @param producerExpiryMillis how long producers are remembered that send nothing
 */
public record TopicServices(
    PartitionLogs logs,
    TopicDefaults defaults,
    int maxPartitions,
    Decompressor decompressor,
    long producerExpiryMillis) {
  /** What a batch may be that is for no topic in particular. */
  public LogSettings batchLimits() {
    return LogConfigs.of(defaults.current());
  }
}
