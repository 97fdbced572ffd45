package io.motet.kafka.topic;

import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicConfigKey;
import io.motet.broker.topic.TopicConfigKeys;
import io.motet.kafka.config.ConfigEntry;
import io.motet.kafka.config.ConfigEntry.Synonym;
import io.motet.kafka.config.ConfigSource;
import io.motet.kafka.config.ConfigType;
import io.motet.kafka.message.CreateTopicsResponse.CreatableTopicConfigs;
import java.util.ArrayList;
import java.util.List;

/** A topic's configurations as answers show them. */
final class ConfigEntries {
  private ConfigEntries() {}

  /** For the answer to a creation. */
  static List<CreatableTopicConfigs> ofCreated(TopicConfig config) {
    List<CreatableTopicConfigs> entries = new ArrayList<>();
    for (TopicConfigKey key : TopicConfigKeys.all()) {
      CreatableTopicConfigs entry = new CreatableTopicConfigs();
      entry.name = key.name();
      entry.value = config.value(key.name());
      entry.configSource = synonyms(config, key).get(0).source().code();
      entries.add(entry);
    }
    return entries;
  }

  /** For a description. */
  static ConfigEntry described(TopicConfig config, TopicConfigKey key) {
    List<Synonym> synonyms = synonyms(config, key);
    return new ConfigEntry(
        key.name(),
        config.value(key.name()),
        type(key),
        synonyms.get(0).source(),
        false,
        synonyms,
        key.documentation());
  }

  private static List<Synonym> synonyms(TopicConfig config, TopicConfigKey key) {
    String name = key.name();
    List<Synonym> synonyms = new ArrayList<>();
    add(synonyms, name, config.own().get(name), ConfigSource.TOPIC);
    String ofBroker = BrokerNames.of(name);
    add(synonyms, ofBroker, config.altered().get(name), ConfigSource.ALTERED_BROKER_DEFAULT);
    add(synonyms, ofBroker, config.ofBroker().get(name), ConfigSource.SETTINGS);
    add(synonyms, ofBroker, key.defaultText(), ConfigSource.DEFAULT);
    return synonyms;
  }

  private static void add(List<Synonym> synonyms, String name, String value, ConfigSource source) {
    if (value != null) {
      synonyms.add(new Synonym(name, value, source));
    }
  }

  static ConfigType type(TopicConfigKey key) {
    return switch (key.type()) {
      case BOOLEAN -> ConfigType.BOOLEAN;
      case STRING -> ConfigType.STRING;
      case INT -> ConfigType.INT;
      case LONG -> ConfigType.LONG;
      case DOUBLE -> ConfigType.DOUBLE;
      case LIST -> ConfigType.LIST;
    };
  }
}
