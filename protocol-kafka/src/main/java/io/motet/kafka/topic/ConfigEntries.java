package io.motet.kafka.topic;

import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicConfigKey;
import io.motet.broker.topic.TopicConfigKeys;
import io.motet.kafka.message.CreateTopicsResponse.CreatableTopicConfigs;
import io.motet.kafka.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.motet.kafka.message.DescribeConfigsResponse.DescribeConfigsSynonym;
import java.util.ArrayList;
import java.util.List;

/** A topic's configurations as answers show them. */
final class ConfigEntries {
  private static final byte SOURCE_TOPIC = 1;
  private static final byte SOURCE_BROKER = 4;
  private static final byte SOURCE_DEFAULT = 5;

  private ConfigEntries() {}

  /** For the answer to a creation. */
  static List<CreatableTopicConfigs> ofCreated(TopicConfig config) {
    List<CreatableTopicConfigs> entries = new ArrayList<>();
    for (TopicConfigKey key : TopicConfigKeys.all()) {
      CreatableTopicConfigs entry = new CreatableTopicConfigs();
      entry.name = key.name();
      entry.value = config.value(key.name());
      entry.configSource = source(config, key.name());
      entries.add(entry);
    }
    return entries;
  }

  /** For a description. */
  static DescribeConfigsResourceResult described(
      TopicConfig config, TopicConfigKey key, boolean synonyms, boolean documentation) {
    DescribeConfigsResourceResult entry = new DescribeConfigsResourceResult();
    entry.name = key.name();
    entry.value = config.value(key.name());
    entry.configSource = source(config, key.name());
    entry.isDefault = entry.configSource == SOURCE_DEFAULT;
    entry.configType = type(key);
    entry.documentation = documentation ? key.documentation() : null;
    if (synonyms) {
      addSynonym(entry, config.own().get(key.name()), SOURCE_TOPIC);
      addSynonym(entry, config.ofBroker().get(key.name()), SOURCE_BROKER);
      addSynonym(entry, key.defaultText(), SOURCE_DEFAULT);
    }
    return entry;
  }

  private static void addSynonym(DescribeConfigsResourceResult entry, String value, byte source) {
    if (value != null) {
      DescribeConfigsSynonym synonym = new DescribeConfigsSynonym();
      synonym.name = entry.name;
      synonym.value = value;
      synonym.source = source;
      entry.synonyms.add(synonym);
    }
  }

  private static byte source(TopicConfig config, String name) {
    if (config.own().containsKey(name)) {
      return SOURCE_TOPIC;
    }
    return config.ofBroker().containsKey(name) ? SOURCE_BROKER : SOURCE_DEFAULT;
  }

  private static byte type(TopicConfigKey key) {
    return (byte)
        switch (key.type()) {
          case BOOLEAN -> 1;
          case STRING -> 2;
          case INT -> 3;
          case LONG -> 5;
          case DOUBLE -> 6;
          case LIST -> 7;
        };
  }
}
