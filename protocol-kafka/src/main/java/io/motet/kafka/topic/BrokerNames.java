package io.motet.kafka.topic;

import io.motet.broker.topic.TopicConfigKey;
import io.motet.broker.topic.TopicConfigKeys;
import java.util.LinkedHashMap;
import java.util.Map;

/** How Kafka's brokers call the defaults of topics' configurations. */
final class BrokerNames {
  /** Where it is not the topic's name behind {@code log.}. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("compression.gzip.level", "compression.gzip.level"),
          Map.entry("compression.lz4.level", "compression.lz4.level"),
          Map.entry("compression.type", "compression.type"),
          Map.entry("compression.zstd.level", "compression.zstd.level"),
          Map.entry("delete.retention.ms", "log.cleaner.delete.retention.ms"),
          Map.entry("file.delete.delay.ms", "log.segment.delete.delay.ms"),
          Map.entry("flush.messages", "log.flush.interval.messages"),
          Map.entry("flush.ms", "log.flush.interval.ms"),
          Map.entry("max.compaction.lag.ms", "log.cleaner.max.compaction.lag.ms"),
          Map.entry("max.message.bytes", "message.max.bytes"),
          Map.entry("min.cleanable.dirty.ratio", "log.cleaner.min.cleanable.ratio"),
          Map.entry("min.compaction.lag.ms", "log.cleaner.min.compaction.lag.ms"),
          Map.entry("min.insync.replicas", "min.insync.replicas"),
          Map.entry("segment.index.bytes", "log.index.size.max.bytes"),
          Map.entry("segment.jitter.ms", "log.roll.jitter.ms"),
          Map.entry("segment.ms", "log.roll.ms"),
          Map.entry("unclean.leader.election.enable", "unclean.leader.election.enable"));

  private static final Map<String, TopicConfigKey> BY_BROKER_NAME = byBrokerName();

  private BrokerNames() {}

  private static Map<String, TopicConfigKey> byBrokerName() {
    Map<String, TopicConfigKey> keys = new LinkedHashMap<>();
    for (TopicConfigKey key : TopicConfigKeys.all()) {
      if (key.effective()) {
        keys.put(of(key.name()), key);
      }
    }
    return keys;
  }

  /** The broker's name for the default of a topic's configuration. */
  static String of(String topicName) {
    return OTHERS.getOrDefault(topicName, "log." + topicName);
  }

  /** The defaults that do something, by the broker's names for them. */
  static Map<String, TopicConfigKey> effective() {
    return BY_BROKER_NAME;
  }
}
