package io.motet.broker.topic;

import io.motet.storage.log.LogSettings;
import java.util.List;

/** What a topic's configurations mean to its logs. */
final class LogConfigs {
  private LogConfigs() {}

  static LogSettings of(TopicConfig config) {
    List<String> policies = config.items(TopicConfigKeys.CLEANUP_POLICY);
    return new LogSettings(
        config.integer(TopicConfigKeys.SEGMENT_BYTES),
        config.number(TopicConfigKeys.SEGMENT_MS),
        config.integer(TopicConfigKeys.INDEX_INTERVAL_BYTES),
        config.integer(TopicConfigKeys.MAX_MESSAGE_BYTES),
        config.number(TopicConfigKeys.FLUSH_MESSAGES),
        config.number(TopicConfigKeys.FLUSH_MS),
        config.number(TopicConfigKeys.RETENTION_MS),
        config.number(TopicConfigKeys.RETENTION_BYTES),
        policies.contains("delete"),
        policies.contains("compact"),
        config.number(TopicConfigKeys.DELETE_RETENTION_MS),
        config.number(TopicConfigKeys.MIN_COMPACTION_LAG_MS),
        config.number(TopicConfigKeys.MAX_COMPACTION_LAG_MS),
        config.fraction(TopicConfigKeys.MIN_CLEANABLE_DIRTY_RATIO),
        config.value(TopicConfigKeys.TIMESTAMP_TYPE).equals("LogAppendTime"),
        config.number(TopicConfigKeys.TIMESTAMP_BEFORE_MAX_MS),
        config.number(TopicConfigKeys.TIMESTAMP_AFTER_MAX_MS));
  }
}
