package io.motet.broker.topic;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataKey;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Topics as metadata records. */
final class TopicRecords {
  static final String TOPIC = "topic";

  private TopicRecords() {}

  static String key(String virtualHost, String name) {
    return MetadataKey.of(TOPIC, virtualHost, name);
  }

  static Fields fields(String virtualHost, LocalTopic topic) {
    return Fields.empty()
        .with("vhost", virtualHost)
        .with("name", topic.name())
        .with("id", topic.id().toString())
        .with("partitions", topic.partitionCount())
        .with("internal", topic.internal())
        .with("configs", new HashMap<String, Object>(topic.config().own()))
        .with("queue-arguments", topic.queueArguments());
  }

  static UUID id(Fields fields) {
    return UUID.fromString(fields.text("id"));
  }

  static TopicDeclaration declaration(Fields fields) {
    Map<String, String> configs = new HashMap<>();
    fields.table("configs").forEach((name, value) -> configs.put(name, (String) value));
    return new TopicDeclaration(
        fields.text("name"),
        (int) fields.number("partitions", 1),
        configs,
        fields.flag("internal"),
        fields.table("queue-arguments"));
  }
}
